"""Tables as text for spreadsheets and programs, in which nothing can be taken for a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

from evalcap.programmes.writing.formulas import looks_like_a_formula

Cell = str | int | float | None


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """Write rows as CSV, with a comma and a line feed."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def one_line(text: str) -> str:
    """Make text one line, without the characters that files of tables and XML cannot hold."""
    # Most text is printable as it is, and a register has a lot of it.
    return " ".join((text if text.isprintable() else "".join(map(_kept, text))).split())


def _kept(char: str) -> str:
    unprintable = unicodedata.category(char) in ("Cc", "Cs") or char in "\ufffe\uffff"
    return " " if unprintable else char


def inert(text: str) -> str:
    """Make text one line that no spreadsheet takes for a formula."""
    told = one_line(text)
    return f"'{told}" if looks_like_a_formula(told) else told
