"""Pages of the site filled from their templates."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evalcap.errors.report import StylesheetMissingError
from evalcap.words import Catalogue
from evalcap.words.catalogue import site_catalogue

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
        The language of the page.
    content
        What the template may show.
    here
        The page by its name in the navigation; without one the page has no navigation.
    above
        What leads from the page to the folder of the site.
    templates
        Folders of templates, looked into before the one that all pages share.
    """
    shared = {
        "say": words.say,
        "language": words.language,
        "here": here,
        "navigation": [(page, above + address) for page, address in NAVIGATION if here],
        "name_of": site_catalogue().say,
    }
    found = _environment((*templates, _TEMPLATES)).get_template(name)
    # The style sheet is our own, or the workspace's, and no text of a study.
    return found.render(shared, style=Markup(style), **content)  # noqa: S704


@cache
def _environment(templates: tuple[Path, ...]) -> Environment:
    return Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
