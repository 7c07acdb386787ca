"""Pages of the site filled from their templates."""

from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evalcap.errors.report import StylesheetMissingError
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


def read_style(template: Path) -> str:
    """Read the style sheet of the reports, and what the site adds to it.

    Raises
    ------
    StylesheetMissingError
    """
    shared = template / "style.css"
    if not shared.is_file():
        raise StylesheetMissingError(template, shared.name)
    own = (_TEMPLATES / "site.css").read_text(encoding="utf-8")
    # Nothing in a style sheet may close the element that holds it.
    return f"{shared.read_text(encoding='utf-8')}\n{own}".replace("</", "<\\/")


def filled(
    name: str,
    style: str,
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
    # The style sheet is our own, or the workspace's, and no text of a study.
    return found.render({**shared, **content}, style=Markup(style))  # noqa: S704


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
