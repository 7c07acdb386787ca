"""A logo as a picture of points, for Word, which shows no drawing in SVG everywhere."""

import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from evalcap.rendering.packages import typst_version

_HIGH: Final = "28mm"  # twice the height on the page, at 300 points to the inch
_POINTS_PER_INCH: Final = 300


class Raster(NamedTuple):
    """A picture of points.

    Attributes
    ----------
    content
        The file.
    suffix
        What its name ends in, such as .png.
    proportion
        Width by height.
    """

    content: bytes
    suffix: str
    proportion: float


def raster(file: Path) -> Raster:
    """Take a PNG or JPEG as it is; draw an SVG with Typst.

    Raises
    ------
    EngineMissingError
        If the logo is an SVG and Typst is not installed.
    """
    from PIL import Image  # noqa: PLC0415 - only where there is a brand

    suffix = file.suffix.lower()
    with tempfile.TemporaryDirectory(prefix="evalcap-logo-") as scratch:
        pictured = _drawn(file, Path(scratch)) if suffix == ".svg" else file
        with Image.open(pictured) as picture:
            proportion = picture.width / picture.height
        return Raster(pictured.read_bytes(), pictured.suffix.lower(), proportion)


def _drawn(file: Path, scratch: Path) -> Path:
    typst_version()
    import typst  # noqa: PLC0415 - only where there is a brand

    (scratch / "logo.svg").write_bytes(file.read_bytes())
    (scratch / "logo.typ").write_text(
        "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
        f'#image("logo.svg", height: {_HIGH})\n',
        encoding="utf-8",
    )
    made = scratch / "logo.png"
    typst.compile(
        str(scratch / "logo.typ"), output=str(made), format="png", ppi=float(_POINTS_PER_INCH)
    )
    return made
