"""Templates: Jinja with delimiters that leave Quarto's braces alone, and everything escaped."""

import json
import traceback
from collections.abc import Mapping
from pathlib import Path

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from evalcap.codelists import default_folder
from evalcap.errors.report import TemplateMistakeError
from evalcap.report.markdown import Markdown, literal

DOCUMENT = "evaluation.qmd"


def fill(template: Path, content: Mapping[str, object], *, document: str = DOCUMENT) -> str:
    """Fill a template.

    Parameters
    ----------
    template
        Folder that holds the document and the parts it includes; each that it lacks is the one
        that evalcap ships.
    content
        What the template may print. Text comes out as literal text; only `Markdown` is passed on
        as it is.

    Raises
    ------
    TemplateMistakeError
    """
    try:
        return _environment(template).get_template(document).render(content)
    except TemplateSyntaxError as error:
        raise TemplateMistakeError(
            error.name or document, error.lineno, str(error.message)
        ) from None
    except TemplateNotFound as error:
        part, line = _place(error, document)
        raise TemplateMistakeError(part, line, f"there is no template {error.name}") from None
    except (TemplateError, TypeError, KeyError) as error:
        part, line = _place(error, document)
        raise TemplateMistakeError(part, line, str(error)) from None


def _place(error: Exception, document: str) -> tuple[str, int | None]:
    """Find the part and the line where a template could not go on."""
    steps = traceback.extract_tb(error.__traceback__)
    last = next((step for step in reversed(steps) if step.filename.endswith(".qmd")), None)
    if last is None:
        return document, None
    file = Path(last.filename)
    part = f"{file.parent.name}/{file.name}" if file.name != document else document
    return part, last.lineno


def _environment(template: Path) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([template, default_folder("reports")]),
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        finalize=_printed,
        # Markdown, not HTML: `finalize` escapes, and knows what Markdown needs.
        autoescape=False,
    )
    environment.filters["yaml"] = _yaml
    environment.filters["plain"] = Markdown
    environment.filters["strong"] = lambda text: Markdown(f"**{literal(text)}**")
    return environment


def _printed(value: object) -> str:
    """Print what is Markdown as it is, and all else as literal text."""
    return literal(value if isinstance(value, Markdown | str) else str(value))


def _yaml(text: str) -> Markdown:
    """Write text as a value of the front matter, where engines read Markdown too."""
    return Markdown(json.dumps(literal(text), ensure_ascii=False))
