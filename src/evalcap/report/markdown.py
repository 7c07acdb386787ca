"""Markdown of our own making, and the one way that any other text gets into it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from evalcap.rendering import as_literal
from evalcap.translations import Untranslated
from evalcap.words import Catalogue

# Marks that turn the direction of all text after them; letters carry their own direction.
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Code points that no Unicode text may hold, at the end of each of its planes.
_NONCHARACTER = 0xFFFE
_KEPT_TOGETHER = re.compile(r"(?<=\d) (?=%)|(?<=\bp) (?=[=<])|(?<=\bp [=<]) (?=\d)")
_KEPT_SPACES = "\u00a0\u202f"
# Engines share out a page's width by the dashes once a row is longer than 72 characters.
_WIDE = 80
# On paper the letters of a figure are then as large as those of its caption.
_PRINTED_WIDTH = "95mm"


@dataclass(frozen=True, slots=True)
class Markdown:
    """Text that is Markdown already; everything else is escaped on its way into a document."""

    text: str

    def __str__(self) -> str:
        return self.text


Text = str | Markdown


def literal(text: Text) -> str:
    """Write text so that a document shows exactly it, whatever it contains.

    A whole text that stays in another language is marked as such.
    """
    if isinstance(text, Markdown):
        return text.text
    if isinstance(text, Untranslated):
        return in_language(text, text.language).text
    return as_literal(_unbroken(clean(text)))


def _unbroken(text: str) -> str:
    """Keep a line from ending within "95 %" and "p = 0.04"."""
    return _KEPT_TOGETHER.sub("\u00a0", text)


def clean(text: str) -> str:
    """Make text one line without control characters; lone surrogates cannot be written at all."""
    flat = "".join(c if c in _KEPT_SPACES or not c.isspace() else " " for c in text)
    return "".join(c for c in flat if c not in _OVERRIDES and not _unprintable(c)).strip()


def _unprintable(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs") or ord(char) & _NONCHARACTER == _NONCHARACTER


def strong(text: str) -> Markdown:
    """Write text in bold."""
    return Markdown(f"**{literal(text)}**") if clean(text) else Markdown("")


def in_language(text: str, language: str) -> Markdown:
    """Mark text as written in another language, for those who listen to the page."""
    plain = as_literal(_unbroken(clean(text)))
    return Markdown(f"[{plain}]{{lang={language}}}" if plain else "")


def said(words: Catalogue, key: str, /, **facts: Text) -> Text:
    """Write a phrase; it is Markdown as soon as a fact in it is."""
    if not any(isinstance(fact, Markdown) for fact in facts.values()):
        return words.say(key, **facts)
    return Markdown(words.say(key, **{name: literal(fact) for name, fact in facts.items()}))


def table(
    header: Sequence[Text],
    rows: Sequence[Sequence[Text]],
    *,
    widths: Sequence[int],
    align: str = "",
    caption: str = "",
    label: str = "",
) -> Markdown:
    """Write a pipe table, a form that all formats and both engines know.

    Parameters
    ----------
    header
        Names of the columns; all empty for a table without a head.
    rows
        Cells.
    widths
        Shares of the page's width, in per cent.
    align
        "l" or "r" for each column; all left if empty.
    caption, label
        A caption, and the name `tbl-...` that it is referred to by.
    """
    sides = align or "l" * len(header)
    head = _row(header)
    lines = [
        head[:-1].ljust(_WIDE) + "|",
        "|" + "|".join(map(_rule, widths, sides)) + "|",
        *map(_row, rows),
    ]
    if caption:
        lines += ["", f": {literal(caption)}" + (f" {{#{label}}}" if label else "")]
    return Markdown("\n" + "\n".join(lines) + "\n")


def _row(cells: Sequence[Text]) -> str:
    return "| " + " | ".join(literal(cell) for cell in cells) + " |"


def _rule(width: int, side: str) -> str:
    """Draw dashes in proportion to a column's width."""
    dashes = "-" * max(width, 3)
    return f"{dashes}:" if side == "r" else f":{dashes}"


def folded(title: str, content: Markdown) -> Markdown:
    """Put content into a fold of the page; print formats have no folds and leave it out."""
    heading = f"#### {literal(title)}"
    opening = '::: {.content-visible when-format="html"}\n\n:::: {.fold}'
    return Markdown(f"\n{opening}\n\n{heading}\n\n{content}\n\n::::\n\n:::\n")


def figure(path: str, *, caption: str, alternative: str, label: str) -> Markdown:
    """Write a figure; `path` has no extension, each format takes its own."""
    words = f'fig-alt="{literal(alternative)}"'
    look = f".drawn width={_PRINTED_WIDTH}"
    return Markdown(f"\n![{literal(caption)}]({path}){{#{label} {look} {words}}}\n")
