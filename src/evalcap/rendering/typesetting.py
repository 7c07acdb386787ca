"""Typeset one Typst file: a small programme of its own, so that it can be stopped.

Run as a script, with the file to read, the PDF to write, the day that the PDF says it was made,
such as 2026-01-31, the folder of fonts that come with the document, and whether those of the
machine may be used too. Typst can read nothing else outside the file's own folder.
"""

import inspect
import sys
from pathlib import Path
from typing import Any

import typst

# The strictest standard that the installed Typst knows and the document meets: tagged for screen
# readers and archivable, archivable, plain. A Typst too old to tag calls the first two unknown.
_STANDARDS: tuple[list[Any], ...] = (["a-2a", "ua-1"], ["a-2a"], ["a-2b"], [])
_ABOUT_STANDARDS = ("PDF/A", "PDF/UA", "pdf standard")
# The fonts that come with Typst cover Latin, Greek and Cyrillic; for others the machine's are used.
_COVERED = 0x0530
_COVERED_SYMBOLS = range(0x1E00, 0x2C00)


def typeset(
    source: Path,
    target: Path,
    made: str,
    *,
    fonts: Path | None = None,
    installed_fonts: bool = False,
) -> None:
    """Write a tagged, archivable PDF, as far as the document and the installed Typst allow."""
    able = inspect.signature(typst.compile).parameters
    wished: dict[str, Any] = {
        "root": str(source.parent),
        "sys_inputs": {"made": made},
        "font_paths": [str(fonts)] if fonts and fonts.is_dir() else [],
        "ignore_system_fonts": not (
            installed_fonts or needs_system_fonts(source.read_text(encoding="utf-8"))
        ),
    }
    options = {name: value for name, value in wished.items() if name in able}
    if "pdf_standards" not in able:
        typst.compile(str(source), output=str(target), **options)
        return
    for standards in _STANDARDS:
        try:
            typst.compile(str(source), output=str(target), pdf_standards=standards, **options)
        except (RuntimeError, ValueError) as error:
            if not standards or not any(words in str(error) for words in _ABOUT_STANDARDS):
                raise
        else:
            return


def needs_system_fonts(text: str) -> bool:
    """Whether the text has letters, such as Arabic, that Typst's own fonts lack."""
    return any(ord(char) >= _COVERED and ord(char) not in _COVERED_SYMBOLS for char in set(text))


def main(arguments: list[str]) -> int:
    """Typeset what the command line names; complain on standard error and return 1 if it fails."""
    source, target, made, fonts, installed = arguments
    try:
        typeset(
            Path(source), Path(target), made, fonts=Path(fonts), installed_fonts=installed == "yes"
        )
    except (RuntimeError, ValueError, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - what a programme has to say
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
