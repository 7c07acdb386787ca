"""Where Pandoc and Typst are, as Python packages, and which versions of them."""

import importlib.util
from importlib import metadata
from pathlib import Path

from evalcap.errors.render import EngineMissingError


def pandoc_command() -> Path:
    """Find Pandoc as it comes with its package.

    Raises
    ------
    EngineMissingError
        If the package is not installed, or lies there without Pandoc.
    """
    if importlib.util.find_spec("pypandoc") is None:
        raise EngineMissingError("pandoc", "pypandoc_binary is not installed")
    import pypandoc  # noqa: PLC0415 - only where something is rendered

    try:
        return Path(pypandoc.get_pandoc_path())
    except OSError:
        raise EngineMissingError("pandoc", "pypandoc is installed, but not Pandoc") from None


def pandoc_version() -> str:
    """Say which Pandoc is installed, such as 3.9."""
    pandoc_command()
    import pypandoc  # noqa: PLC0415 - only where something is rendered

    return str(pypandoc.get_pandoc_version())


def typst_version() -> str:
    """Say which Typst is installed, such as 0.15.2.

    Raises
    ------
    EngineMissingError
        If it is not.
    """
    try:
        return metadata.version("typst")
    except metadata.PackageNotFoundError:
        raise EngineMissingError("pandoc", "typst is not installed") from None
