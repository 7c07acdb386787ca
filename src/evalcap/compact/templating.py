"""Pages of the site filled from their templates."""

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evalcap.errors.report import StylesheetMissingError
from evalcap.words import Catalogue

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


def filled(name: str, style: str, words: Catalogue, content: Mapping[str, object]) -> str:
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
    """
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shared = {"say": words.say, "language": words.language}
    # The style sheet is our own, or the workspace's, and no text of a study.
    return environment.get_template(name).render(shared, style=Markup(style), **content)  # noqa: S704
