"""Whether a rendered file is what it claims to be, and whole by itself."""

import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from evalcap.rendering.formats import Format

_SCRIPT = re.compile(r"(<script\b[^>]*>).*?</script>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
_LOADING = frozenset(
    [
        *("img", "image", "input", "use", "video", "audio", "track", "source"),
        *("script", "iframe", "object", "embed"),
    ]
)
_LOADED_LINKS = frozenset(["stylesheet", "icon", "preload", "prefetch", "manifest"])
_ADDRESSES = frozenset(["src", "srcset", "href", "xlink:href", "data", "poster"])
_CSS_ADDRESS = re.compile(r"@import\s+[\"']?([^;\"']+)|url\(\s*[\"']?([^)\"']+)", re.IGNORECASE)
# What Quarto leaves where a reference or a variable leads nowhere.
_MARKERS = re.compile(r"\?@(?:fig|tbl|sec|eq)-[\w-]+|\?(?:var|meta|invalid \w+ type):[\w.-]+")
_SHOWN = 60  # characters of an address that a message shows


def output_problems(file: Path, format: Format) -> list[str]:  # noqa: A002 - the word of the public API
    """Find what makes a rendered file unfit to publish.

    Parameters
    ----------
    file
        The file.
    format
        The format it should have.

    Returns
    -------
    list
        What is wrong; empty for a good file.
    """
    if format == "html":
        return list(dict.fromkeys(_html_problems(file.read_text(encoding="utf-8"))))
    if format == "pdf":
        whole = file.read_bytes().startswith(b"%PDF-")
    else:
        whole = zipfile.is_zipfile(file) and "word/document.xml" in zipfile.ZipFile(file).namelist()
    return [] if whole else [f"{file.name} is not a {format} file"]


def _html_problems(page: str) -> Iterator[str]:
    if "</html>" not in page:
        yield "the page breaks off before its end"
    markup = _SCRIPT.sub(r"\1", page)
    for address in _Addresses.of(markup):
        yield from _unless_inside(address)
    for style in _STYLE.finditer(page):
        for loaded in _CSS_ADDRESS.finditer(style[1]):
            yield from _unless_inside((loaded[1] or loaded[2]).strip())
    for marker in _MARKERS.finditer(re.sub(r"<[^>]*>", "", markup)):
        yield f"{marker.group()} leads nowhere"


class _Addresses(HTMLParser):
    """Collects what elements load; text within other attributes is no address."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    @classmethod
    def of(cls, markup: str) -> list[str]:
        """Give every address that a page would load."""
        parser = cls()
        parser.feed(markup)
        return parser.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the addresses of one element."""
        kinds = set((dict(attrs).get("rel") or "").lower().split())
        if tag in _LOADING or (tag == "link" and kinds & _LOADED_LINKS):
            self.found += [value.strip() for name, value in attrs if name in _ADDRESSES and value]


def _unless_inside(address: str) -> Iterator[str]:
    """Complain of what a page would load when it is opened, rather than carry within itself."""
    if address and not address.startswith(("data:", "#", "blob:")):
        yield f"the page would load {address[:_SHOWN]} when it is opened"
