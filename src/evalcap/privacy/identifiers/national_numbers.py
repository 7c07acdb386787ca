"""National numbers of persons, told by their check digits; the only user of python-stdnum.

One number proves nothing: one in ten of any numbers of its length ends in the right digit. A column
full of numbers that all do holds nothing else.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib import import_module
from typing import Final, cast

# Numbers of persons that have a check digit or letter, by country and the name that the library
# gives them. Those without one, as in Denmark, Indonesia, Malaysia and Pakistan, are a date or a
# place and further digits: so are many codes that programmes give.
NUMBERS: Final = (
    "at.vnr",
    "be.nn",
    "bg.egn",
    "bg.pnf",
    "br.cpf",
    "ca.sin",
    "ch.ssn",
    "cn.ric",
    "de.idnr",
    "do.cedula",
    "ec.ci",
    "ee.ik",
    "es.dni",
    "es.nie",
    "fi.hetu",
    "fr.nir",
    "gb.nhs",
    "gh.tin",
    "gr.amka",
    "hr.oib",
    "il.idnr",
    "in_.aadhaar",
    "is_.kennitala",
    "it.codicefiscale",
    "jp.in_",
    "kr.rrn",
    "lt.asmens",
    "mx.curp",
    "mz.nuit",
    "nl.bsn",
    "no.fodselsnummer",
    "pl.pesel",
    "ro.cnp",
    "se.personnummer",
    "si.emso",  # and the other successors of Yugoslavia
    "th.pin",
    "tr.tckimlik",
    "ua.rntrc",
    "za.idnr",
)
# Nine characters or more; shorter numbers are padded with zeros by some countries, and are any.
_SHAPE: Final = r"[A-Za-z]{0,6}[ .\-]?\d[\dA-Za-z]*(?:[ .\-/+][\dA-Za-z]+){0,7}"
_SHORTEST: Final = 9
_FIRST: Final = 40  # numbers by which most kinds are ruled out


def number_that_most_are(texts: Sequence[str], most: float) -> str | None:
    """Name the national number that at least a share of some texts are; None if there is none.

    Parameters
    ----------
    texts
        Distinct texts, or numbers written as digits.
    most
        The share.
    """
    first = texts[:_FIRST]
    for name in NUMBERS:
        if _share(name, first) >= most and _share(name, texts) >= most:
            return name
    return None


def is_number(name: str, text: str) -> bool:
    """Whether a text is a national number of some kind."""
    if sum(map(str.isalnum, text)) < _SHORTEST or re.fullmatch(_SHAPE, text) is None:
        return False
    try:
        return _test(name)(text)
    except Exception:  # noqa: BLE001 - some kinds stumble over numbers of unknown places
        return False


def _share(name: str, texts: Iterable[str]) -> float:
    found = [is_number(name, text) for text in texts]
    return sum(found) / len(found) if found else 0.0


@cache
def _test(name: str) -> Callable[[str], bool]:
    # A module a country: only where numbers are long enough.
    library = import_module("stdnum").__name__
    return cast("Callable[[str], bool]", import_module(f".{name}", library).is_valid)
