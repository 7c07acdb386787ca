"""Versions of what a number or a page can depend on."""

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from evalcap.rendering import engine_versions

# Not here: what only runs a build or speaks to its user (filelock, rich, typer), and Pandoc and
# Typst, which the engines report themselves.
PACKAGES: Final = (
    "great-expectations",
    "jinja2",
    "linearmodels",
    "matplotlib",
    "numpy",
    "openpyxl",
    "pandas",
    "pillow",
    "pyarrow",
    "pycountry",
    "pydantic",
    "pyreadstat",
    "python-calamine",
    "python-stdnum",
    "pyyaml",
    "scipy",
    "statsmodels",
)
ABSENT: Final = "not installed"


def installed_version(package: str) -> str:
    """Find which version of a package is installed; "not installed" where none is."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ABSENT


def all_versions() -> dict[str, str]:
    """Gather the versions of Python, of the packages and of the programs that render."""
    packages = {package: installed_version(package) for package in PACKAGES}
    engines = {name: found or ABSENT for name, found in engine_versions().items()}
    return {"python": platform.python_version(), **packages, **engines}
