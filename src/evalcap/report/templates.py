"""Templates: Jinja with delimiters that leave Quarto's braces alone, and everything escaped."""

import json
from collections.abc import Mapping
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from evalcap.errors.report import TemplateMissingError, TemplateMistakeError
from evalcap.report.markdown import Markdown, literal

DOCUMENT = "evaluation.qmd"


def fill(template: Path, content: Mapping[str, object], *, document: str = DOCUMENT) -> str:
    """Fill a template.

    Parameters
    ----------
    template
        Folder that holds the document and the parts it includes.
    content
        What the template may print. Text comes out as literal text; only `Markdown` is passed on
        as it is.

    Raises
    ------
    TemplateMissingError, TemplateMistakeError
    """
    if not (template / document).is_file():
        raise TemplateMissingError(template, document)
    try:
        return _environment(template).get_template(document).render(content)
    except TemplateSyntaxError as error:
        raise TemplateMistakeError(
            error.name or document, error.lineno, str(error.message)
        ) from None
    except (TemplateError, TypeError, KeyError) as error:
        raise TemplateMistakeError(document, None, str(error)) from None


def _environment(template: Path) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(template),
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
    return literal(value if isinstance(value, Markdown) else str(value))


def _yaml(text: str) -> Markdown:
    """Write text as a value of the front matter, where engines read Markdown too."""
    return Markdown(json.dumps(literal(text), ensure_ascii=False))
