"""Whether this machine has what evalcap needs."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final

from evalcap import __version__
from evalcap.rendering import engine_versions
from evalcap.workspace.versions import ABSENT, PACKAGES, installed_version

_OLDEST_PYTHON: Final = (3, 11)
_REPORTS: Final = ("jinja2", "matplotlib", "openpyxl", "pillow", "pypandoc_binary", "typst")
# What may be absent, and the extra that installs it.
_OPTIONAL: Final = {"causaldata": "demo"}
_INSTALL: Final = "python -m pip install 'evalcap[{}]'"


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing that was looked at.

    Attributes
    ----------
    found
        Which version, or what of it.
    ok
        Whether it is as it should be; None where it may be absent, and is.
    advice
        What to do; empty if nothing.
    """

    what: str
    found: str
    ok: bool | None = True
    advice: str = ""


def examine() -> tuple[Symptom, ...]:
    """Look at Python, the packages, the programs that render, and a known trap."""
    return tuple(_symptoms())


def _symptoms() -> Iterator[Symptom]:
    yield _python()
    yield Symptom("evalcap", __version__)
    core = (p for p in PACKAGES if p not in _REPORTS)
    yield from (_package(name, needed=True, advice="Install evalcap again.") for name in core)
    reports = _INSTALL.format("reports")
    yield from (_package(name, needed=True, advice=reports) for name in _REPORTS)
    for name, extra in _OPTIONAL.items():
        yield _package(name, needed=False, advice=_INSTALL.format(extra))
    yield from _engines(reports)
    yield _pyspark()


def _python() -> Symptom:
    version = sys.version_info
    found = ".".join(map(str, version[:3]))
    ok = version >= _OLDEST_PYTHON
    return Symptom("Python", found, ok, "" if ok else "Install Python 3.11 or newer.")


def _package(name: str, *, needed: bool, advice: str) -> Symptom:
    found = installed_version(name)
    if found != ABSENT:
        return Symptom(name, found)
    return Symptom(name, found, False if needed else None, advice)


def _engines(advice: str) -> Iterator[Symptom]:
    versions = engine_versions()
    for name in ("pandoc", "typst"):
        found = versions[name]
        yield Symptom(f"{name} (program)", found or ABSENT, bool(found), "" if found else advice)
    if quarto := versions["quarto"]:
        yield Symptom("quarto (program)", quarto)
    else:
        optional = "Not needed: reports are made without it. To use it, see quarto.org."
        yield Symptom("quarto (program)", ABSENT, ok=None, advice=optional)


def _pyspark() -> Symptom:
    """Look for the one installation that ends Python when Great Expectations is imported."""
    if find_spec("pyspark") is None:
        return Symptom("pyspark", ABSENT, ok=None, advice="Not needed.")
    if find_spec("grpc") is not None:
        return Symptom("pyspark", installed_version("pyspark"))
    advice = f"Validation cannot start beside it: {_INSTALL.format('spark')}, or remove pyspark."
    return Symptom("pyspark", "installed without its Connect parts", ok=False, advice=advice)
