"""Pages of the site filled from their templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evalcap.codelists import default_folder
from evalcap.rendering.brand import Brand, read_brand
from evalcap.rendering.brand.page import banner, style_sheet
from evalcap.words import Catalogue, Language

NAVIGATION: Final = (
    ("studies", "index.html"),
    ("portfolio", "portfolio/index.html"),
    ("gaps", "gaps.html"),
    ("lessons", "lessons.html"),
    ("compact", "compact/index.html"),
    ("downloads", "downloads.html"),
    ("about", "about.html"),
)
_TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class Style:
    """How pages look.

    Attributes
    ----------
    sheet
        Their style sheet.
    brand
        Whose they are; None where nothing says so.
    """

    sheet: str
    brand: Brand | None = None


def read_style(template: Path) -> Style:
    """Read the style sheet of the reports, what the site adds to it, and the brand.

    Parameters
    ----------
    template
        Folder of the reports' templates; where it has no style sheet, the one that evalcap ships
        is used.

    Raises
    ------
    BrandError
    """
    folders = (template, default_folder("reports"))
    shared = next(f for folder in folders if (f := folder / "style.css").is_file())
    brand = read_brand(template)
    sheets = (
        shared.read_text(encoding="utf-8"),
        (_TEMPLATES / "site.css").read_text(encoding="utf-8"),
        style_sheet(brand) if brand else "",
    )
    # Nothing in a style sheet may close the element that holds it.
    return Style("\n".join(filter(None, sheets)).replace("</", "<\\/"), brand)


def filled(
    name: str,
    style: Style,
    words: Catalogue,
    content: Mapping[str, object],
    *,
    here: str = "",
    above: str = "",
    elsewhere: tuple[tuple[Language, str], ...] = (),
    templates: tuple[Path, ...] = (),
) -> str:
    """Fill a template of the site; all text of studies is escaped.

    Parameters
    ----------
    name
        File of the template.
    style
        What `read_style` gave.
    words
        The language of the page; a page of the site needs those of the site.
    content
        What the template may show.
    here
        The page by its name in the navigation; without one the page has no navigation.
    above
        What leads from the page to the folder of the site in its language.
    elsewhere
        The same page in other languages, and where.
    templates
        Folders of templates, looked into before the one that all pages share.
    """
    shared: dict[str, object] = {
        "heading_language": words.language,
        "say": words.say,
        "language": words.language,
        "here": here,
        "navigation": [(page, above + address) for page, address in NAVIGATION if here],
        "elsewhere": elsewhere,
        "spoken": partial(_spoken, words.language),
    }
    found = _environment((*templates, _TEMPLATES)).get_template(name)
    brand = style.brand or Brand()
    # The style sheet and the brand are our own, or the workspace's, and no text of a study.
    looks = {"style": Markup(style.sheet), "banner": Markup(banner(brand))}  # noqa: S704
    return found.render({**shared, **content, **looks}, organisation=brand.name)


def _spoken(around: str, language: str) -> Markup:
    """Mark an element that is written in another language than the page around it."""
    return Markup("") if language == around else Markup(' lang="{}"').format(language)


@cache
def _environment(templates: tuple[Path, ...]) -> Environment:
    return Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
