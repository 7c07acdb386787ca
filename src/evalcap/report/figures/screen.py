"""A figure for a page: its text stays text, its colours follow the page into the dark.

Outlines of letters are most of a drawing, and a page with a hundred figures is read on a phone. So
the screen's own font draws the text here. Such fonts are hardly ever wider than DejaVu Sans, which
the figure was laid out with: what had room keeps it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree import ElementTree as ET

_SVG: Final = "http://www.w3.org/2000/svg"
_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_FONTS: Final = "system-ui,Arial,sans-serif"
_REFERRING: Final = (_HREF, "clip-path")
_NEEDLESS_ATTRIBUTES: Final = frozenset(["version", "type"])
_MEASURES: Final = frozenset(["d", "x", "y", "width", "height", "transform"])
_UNTURNED: Final = re.compile(r"rotate\(-?0 [^)]*\)")
_LONG_NUMBER: Final = re.compile(r"-?\d+\.\d{3,}")
_AROUND_COMMAND: Final = re.compile(r"\s*([A-Za-z])\s*")
# What a style says that holds anyway, apart from the font that is not asked for.
_NEEDLESS: Final = re.compile(
    r"(?:font-family:[^;]*|text-anchor: start|stroke-dashoffset: 0)(?:;|$)"
)
_AFTER_MARK: Final = re.compile(r"(?<=[:;,])\s+")
_REFERENCE: Final = re.compile(r"#([A-Za-z][\w-]*)")


def for_screens(drawing: str, dark: Mapping[str, str]) -> str:
    """Shorten an SVG that Matplotlib has drawn with text as text, and give it a dark dress.

    Parameters
    ----------
    drawing
        The file's content, drawn within the house style with `svg.fonttype` set to "none".
    dark
        What each of its colours becomes on a page in the dark.

    Returns
    -------
    str
        The same picture to a hundredth of a point, in the fonts of the reader's screen.
    """
    root = ET.fromstring(drawing)  # noqa: S314 - drawn by us a moment ago
    _shorten(root, _short_names(root))
    root.set("font-family", _FONTS)
    _gather_styles(root, dark)
    ET.register_namespace("", _SVG)
    return ET.tostring(root, encoding="unicode")


def _short_names(root: ET.Element) -> dict[str, str]:
    """Give a short name to each part that some other part refers to."""
    said = (element.get(name, "") for element in root.iter() for name in _REFERRING)
    found = dict.fromkeys(name for value in said for name in _REFERENCE.findall(value))
    return {name: f"p{place}" for place, name in enumerate(found)}


def _shorten(element: ET.Element, names: Mapping[str, str]) -> None:
    """Shorten an element and what it holds."""
    said, element.attrib = element.attrib, {}
    for name, value in said.items():
        if short := _shortened(name, value, names):
            # Browsers read the plain name since SVG 2.
            element.set("href" if name == _HREF else name, short)
    kept: list[ET.Element] = []
    for child in element:
        if child.tag == f"{{{_SVG}}}metadata":
            continue
        _shorten(child, names)
        child.tail = None
        # A group that only names its parts draws nothing by itself.
        unnamed = child.tag == f"{{{_SVG}}}g" and not child.attrib
        kept.extend(child if unnamed else [child])
    element[:] = kept
    if not (element.text or "").strip():
        element.text = None


def _shortened(name: str, value: str, names: Mapping[str, str]) -> str:
    """Shorten an attribute; empty if it changes nothing."""
    if name in _NEEDLESS_ATTRIBUTES:
        return ""
    if name == "id":
        return names.get(value, "")
    if name in _REFERRING:
        return _REFERENCE.sub(lambda found: f"#{names[found[1]]}", value)
    if name == "style":
        return _AFTER_MARK.sub("", _NEEDLESS.sub("", value)).strip("; ")
    if name in _MEASURES:
        placed = _LONG_NUMBER.sub(_to_hundredths, _UNTURNED.sub("", value))
        return _AROUND_COMMAND.sub(r"\1", placed).strip()
    return value


def _to_hundredths(number: re.Match[str]) -> str:
    short = f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def _gather_styles(root: ET.Element, dark: Mapping[str, str]) -> None:
    """Say each style once, for all elements that have it, and what becomes of it in the dark."""
    names: dict[str, str] = {}
    for element in root.iter():
        if style := element.attrib.pop("style", None):
            element.set("class", names.setdefault(style, f"s{len(names)}"))
    for group in root.iter(f"{{{_SVG}}}g"):
        classes = {element.get("class") for element in group}
        if len(classes) == 1 and None not in classes and "class" not in group.attrib:
            for element in group:
                group.set("class", element.attrib.pop("class"))
    sheet = next(root.iter(f"{{{_SVG}}}style"))
    sheet.text = (sheet.text or "") + "".join(f".{n}{{{style}}}" for style, n in names.items())
    if rules := "".join(_dark_rules(names, dark)):
        sheet.text += f"@media (prefers-color-scheme:dark){{{rules}}}"


def _dark_rules(names: Mapping[str, str], dark: Mapping[str, str]) -> Iterator[str]:
    changed: dict[str, list[str]] = {}
    for style, name in names.items():
        for said in style.split(";"):
            what, _, colour = said.partition(":")
            if colour in dark:
                changed.setdefault(f"{what}:{dark[colour]}", []).append(f".{name}")
    for rule, classes in changed.items():
        yield f"{','.join(classes)}{{{rule}}}"
