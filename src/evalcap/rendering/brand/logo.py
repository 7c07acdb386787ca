"""Whether a picture may go into every report."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

MEDIA_TYPES: Final = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
# Bytes. Every page of a site carries the logo within itself.
LARGEST: Final = 200_000

_FORMATS: Final = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
_ACTIVE: Final = frozenset(
    [
        *("script", "handler", "foreignobject", "iframe", "object", "embed", "audio", "video"),
        *("set", "animate", "animatemotion", "animatetransform"),
    ]
)
_INSIDE: Final = ("#", "data:image/png", "data:image/jpeg")
_LOADED: Final = re.compile(r"url\(\s*[\"']?\s*([^)\"'\s]*)|@import", re.IGNORECASE)


def picture_problems(file: Path) -> Iterator[str]:
    """Say what keeps a picture out of a report.

    An SVG is a document that browsers open: one that runs anything or loads anything is refused.
    """
    if file.suffix.lower() not in MEDIA_TYPES:
        yield "must be an SVG, PNG or JPEG file"
    elif file.stat().st_size > LARGEST:
        yield f"is larger than {LARGEST // 1000} kB, and every page carries it: make it smaller"
    elif file.suffix.lower() == ".svg":
        yield from dict.fromkeys(_drawing_problems(file.read_bytes()))
    elif not _is_picture(file):
        yield f"is no {_FORMATS[file.suffix.lower()]} picture, whatever its name says"


def data_address(file: Path, media_type: str = "") -> str:
    """Write a file, a picture if nothing else is said, as an address that holds all of it."""
    content = base64.b64encode(file.read_bytes()).decode("ascii")
    return f"data:{media_type or MEDIA_TYPES[file.suffix.lower()]};base64,{content}"


def _is_picture(file: Path) -> bool:
    from PIL import Image  # noqa: PLC0415 - only where there is a brand

    try:
        with Image.open(file, formats=[_FORMATS[file.suffix.lower()]]) as picture:
            picture.verify()
    except (OSError, SyntaxError, ValueError):
        return False
    return True


def _drawing_problems(content: bytes) -> Iterator[str]:
    if b"<!ENTITY" in content or b"<!DOCTYPE" in content:
        yield "declares a document type: save it as plain SVG"
        return
    try:
        root = ET.fromstring(content)  # noqa: S314 - it declares no entity
    except ET.ParseError as error:
        yield f"is no SVG: {error}"
        return
    if _plain(root.tag) != "svg":
        yield "is no SVG: its first element is another"
    for element in root.iter():
        yield from _element_problems(element)
    if b"<?xml-stylesheet" in content:
        yield "loads a style sheet from elsewhere"


def _element_problems(element: ET.Element) -> Iterator[str]:
    name = _plain(element.tag)
    if name in _ACTIVE:
        yield f"holds an element {name}, which could run or change something"
    for key, value in element.attrib.items():
        if _plain(key).startswith("on"):
            yield f"runs a script ({_plain(key)})"
        elif _plain(key) in {"href", "src"} and not value.strip().lower().startswith(_INSIDE):
            yield f"refers to something outside itself ({value.strip()[:60]})"
        elif _leads_out(value):
            yield "loads something from outside itself"
    if name == "style" and _leads_out(element.text or ""):
        yield "loads something from outside itself"


def _leads_out(style: str) -> bool:
    found = (match.group(1) for match in _LOADED.finditer(style))
    return any(address is None or not address.lower().startswith(_INSIDE) for address in found)


def _plain(name: object) -> str:
    """Take the name without its namespace; comments and instructions have none."""
    return name.rpartition("}")[2].lower() if isinstance(name, str) else ""
