"""A document's folder dressed in a brand, the same for both engines and every version of them.

Quarto reads `_brand.yml` itself since 1.6, for pages with a Bootstrap theme and for Typst, by its
own rules. Here the brand becomes a style sheet, a line of HTML and values for the Typst template,
and the file is taken away, so that no version applies it a second time.
"""

import shutil
from pathlib import Path
from typing import Any, Final

import yaml

from evalcap.rendering.brand.brand import BRAND, Brand
from evalcap.rendering.brand.page import banner, foot, style_sheet
from evalcap.rendering.brand.paper import typst_values
from evalcap.rendering.options import CONFIGURATION, as_list, read_configuration

STYLE: Final = "brand.css"
BANNER: Final = "brand-banner.html"
FOOT: Final = "brand-foot.html"
VALUES: Final = "brand.typ"
FONTS: Final = "brand-fonts"
# What `_quarto.yml` says of a brand to the Typst template and to whoever starts Typst.
OPTION: Final = "report-brand"


def dress(folder: Path, brand: Brand) -> None:
    """Put what a brand adds into a folder that is about to be rendered.

    Parameters
    ----------
    folder
        A copy of the document's folder, with its `_quarto.yml`.
    """
    (folder / BRAND).unlink(missing_ok=True)
    logo = None
    if brand.logo:
        logo = f"brand-logo{brand.logo.file.suffix.lower()}"
        shutil.copyfile(brand.logo.file, folder / logo)
    for name, text in (
        (STYLE, style_sheet(brand)),
        (BANNER, banner(brand)),
        (FOOT, foot(brand)),
        (VALUES, typst_values(brand, logo)),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    for number, cut in enumerate(brand.cuts):
        (folder / FONTS).mkdir(exist_ok=True)
        shutil.copyfile(cut.file, folder / FONTS / f"{number}{cut.file.suffix.lower()}")
    said = _dressed(read_configuration(folder), brand)
    text = yaml.safe_dump(said, allow_unicode=True, sort_keys=False)
    (folder / CONFIGURATION).write_text(text, encoding="utf-8")


def _dressed(said: dict[str, Any], brand: Brand) -> dict[str, Any]:
    formats = dict(said.get("format") or {})
    page, paper = dict(formats.get("html") or {}), dict(formats.get("typst") or {})
    page["css"] = [*as_list(page.get("css", said.get("css"))), STYLE]
    for place, file in (("include-before-body", BANNER), ("include-after-body", FOOT)):
        page[place] = [*as_list(page.get(place)), file]
    paper["font-paths"] = [FONTS]
    told = {OPTION: {"installed-fonts": brand.needs_installed_fonts}}
    return said | told | {"format": formats | {"html": page, "typst": paper}}
