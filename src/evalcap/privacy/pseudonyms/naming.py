"""Identifiers replaced by pseudonyms."""

import base64
import hmac
import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import pandas as pd

from evalcap.errors.personal_data import PseudonymCollisionError
from evalcap.privacy.pseudonyms.form import LENGTH, PATTERN, PREFIX
from evalcap.privacy.pseudonyms.key import Key
from evalcap.privacy.pseudonyms.writing_alike import ALIKE, Alike, written_alike

_NONE: Final[Mapping[str, str]] = MappingProxyType({})
_BYTES: Final = LENGTH * 5 // 8
_LENGTH_OF_SCOPE: Final = 4  # bytes that say where the scope ends and the identifier begins


def pseudonym(written: str, key: Key, scope: str) -> str:
    """Give the pseudonym of an identifier: HMAC-SHA-256, of which 80 bits are shown.

    Without the key it can be neither turned back nor guessed from a list of identifiers. Among a
    million persons two share one by chance with a probability below 10^-12.

    Parameters
    ----------
    written
        The identifier, written in one way.
    scope
        What the pseudonym is for; another scope gives another one, which cannot be linked.
    """
    name = scope.encode()
    message = len(name).to_bytes(_LENGTH_OF_SCOPE, "big") + name + written.encode()
    digest = hmac.digest(key.secret, message, "sha256")[:_BYTES]
    return PREFIX + base64.b32encode(digest).decode().lower()


def pseudonymised(
    column: pd.Series,
    key: Key,
    scope: str,
    alike: Collection[Alike] = ALIKE,
    *,
    earlier: Mapping[str, str] = _NONE,
) -> pd.Series:
    """Replace the identifiers in a column by pseudonyms; missing cells stay missing.

    Cells that hold a pseudonym already keep it, so that doing it twice changes nothing.

    Parameters
    ----------
    column
        Identifiers, shape (n_rows,).
    alike
        Differences in writing that do not count.
    earlier
        Pseudonyms of an earlier key to those of this one, which take their place.

    Returns
    -------
    pandas.Series
        Text, shape (n_rows,), under the same name and index.

    Raises
    ------
    PseudonymCollisionError
        Two different identifiers would get the same pseudonym.
    """
    written = _written(column, alike)
    texts = written.dropna().unique()
    made = {text: pseudonym(text, key, scope) for text in texts if not _is_pseudonym(text)}
    if shared := len(made) - len(set(made.values())):
        raise PseudonymCollisionError(str(column.name), shared)
    made |= {text: earlier.get(text, text) for text in texts if _is_pseudonym(text)}
    return written.map(made).astype("str")


def crosswalk(
    column: pd.Series, keys: tuple[Key, Key], scope: str, alike: Collection[Alike] = ALIKE
) -> pd.DataFrame:
    """Say which pseudonym of an earlier key became which of the present one.

    Parameters
    ----------
    column
        Identifiers, shape (n_rows,).
    keys
        The earlier and the present key.

    Returns
    -------
    pandas.DataFrame
        Columns `before` and `now`, one row a person, in the order of `before`: it holds no
        identifier, and still is private, since it undoes the change of pseudonyms.
    """
    written = _written(column, alike).dropna().unique()
    persons = [text for text in written if not _is_pseudonym(text)]
    rows = sorted(tuple(pseudonym(text, key, scope) for key in keys) for text in persons)
    return pd.DataFrame(rows, columns=["before", "now"], dtype="str")


def _written(column: pd.Series, alike: Collection[Alike]) -> "pd.Series[Any]":
    """Write every identifier in one way; None where there is none."""
    codes, values = pd.factorize(column)
    known = [written_alike(value, alike) or None for value in values]
    written = np.array([*known, None], dtype=object)[codes]  # the code of what is missing is -1
    return pd.Series(written, index=column.index, name=column.name, dtype=object)


def _is_pseudonym(text: str) -> bool:
    return re.fullmatch(PATTERN, text) is not None
