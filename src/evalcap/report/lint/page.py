"""A report's page as a reader meets it: its blocks of text, its pictures, its headings."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_BLOCKS = frozenset(
    ["p", "li", "td", "th", "figcaption", "caption", "summary", "div", "section", "header"]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_SILENT = frozenset(["script", "style", "title", "annotation", "math"])
_SHOWN = frozenset(["img", "table", "math", "svg"])
_ANNEXES = "sec-annexes"


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds.

    Attributes
    ----------
    blocks
        Its text, one entry a paragraph, cell or heading.
    prose
        The same up to the annexes.
    without_words
        Pictures that have no alternative text, by their place in the page, from 1.
    empty
        Headings with nothing under them.
    links
        Where its links lead.
    """

    blocks: tuple[str, ...]
    prose: tuple[str, ...]
    without_words: tuple[int, ...]
    empty: tuple[str, ...]
    links: tuple[str, ...]


def read_page(html: str) -> Page:
    """Read a page that is well formed, as both engines write it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page()


@dataclass
class _Heading:
    level: int
    text: str = ""
    filled: bool = False


@dataclass
class _Reader(HTMLParser):
    """Walks through a page once."""

    texts: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    pictures: list[bool] = field(default_factory=list)
    headings: list[_Heading] = field(default_factory=list)
    annexes: int | None = None
    current: str = ""
    silent: int = 0
    within: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what opens here."""
        given = dict(attrs)
        if given.get("id") == _ANNEXES and self.annexes is None:
            self._end_block()
            self.annexes = len(self.texts)
        if tag in _BLOCKS | _HEADINGS:
            self._end_block()
        if tag in _HEADINGS:
            self.within = True
            self.headings.append(_Heading(int(tag[1])))
        if tag == "img":
            self.pictures.append(bool((given.get("alt") or "").strip()))
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        if tag in _SHOWN and self.headings:
            self.headings[-1].filled = True
        self.silent += tag in _SILENT

    def handle_endtag(self, tag: str) -> None:
        """Note what closes here."""
        if tag in _BLOCKS | _HEADINGS:
            self._end_block()
        if tag in _HEADINGS:
            self.within = False
        self.silent -= tag in _SILENT and self.silent > 0

    def handle_data(self, data: str) -> None:
        """Gather text."""
        if not self.silent:
            self.current += data

    def _end_block(self) -> None:
        text = re.sub(r"\s+", " ", self.current).strip()
        self.current = ""
        if not text:
            return
        self.texts.append(text)
        if self.headings and self.within:
            self.headings[-1].text = text
        elif self.headings:
            self.headings[-1].filled = True

    def page(self) -> Page:
        """Give what was read."""
        self._end_block()
        return Page(
            blocks=tuple(self.texts),
            prose=tuple(self.texts[: self.annexes]),
            without_words=tuple(i for i, said in enumerate(self.pictures, 1) if not said),
            empty=tuple(h.text for i, h in enumerate(self.headings) if self._is_empty(i)),
            links=tuple(self.links),
        )

    def _is_empty(self, place: int) -> bool:
        """Whether nothing follows a heading: no text, no picture, and no heading below it."""
        heading, after = self.headings[place], self.headings[place + 1 : place + 2]
        return not heading.filled and not any(h.level > heading.level for h in after)
