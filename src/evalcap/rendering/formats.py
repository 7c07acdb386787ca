"""The formats a document is rendered to, and what an engine must be able to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal, Protocol

Format = Literal["html", "pdf", "docx"]

FORMATS: tuple[Format, ...] = ("html", "pdf", "docx")
NAMES: Mapping[Format, str] = MappingProxyType(
    {"html": "index.html", "pdf": "report.pdf", "docx": "report.docx"}
)
# What a report is made into: its documents, a brief of two pages, a workbook of its tables.
Form = Format | Literal["brief", "xlsx"]
FORMS: tuple[Form, ...] = (*FORMATS, "brief", "xlsx")
FILES: Mapping[Form, str] = MappingProxyType(
    {
        "html": NAMES["html"],
        "pdf": NAMES["pdf"],
        "docx": NAMES["docx"],
        "brief": "brief.pdf",
        "xlsx": "tables.xlsx",
    }
)
# What Pandoc and Quarto call the writer: a PDF is typeset by Typst.
WRITERS: Mapping[Format, str] = MappingProxyType({"html": "html", "pdf": "typst", "docx": "docx"})
# How messages to people name a format.
TITLES: Mapping[Format, str] = MappingProxyType({"html": "HTML", "pdf": "PDF", "docx": "Word"})


@dataclass(frozen=True, slots=True)
class Output:
    """One rendered file.

    Attributes
    ----------
    path
        The file, still in the folder where it was rendered.
    messages
        What the engine warned of, without anything that makes a report unfit to publish.
    """

    path: Path
    messages: tuple[str, ...] = ()


class Engine(Protocol):
    """A programme that turns a prepared document into a file."""

    @property
    def name(self) -> str:
        """The engine's name."""

    def version(self) -> str:
        """Say which version is installed."""

    def render(self, folder: Path, document: str, format: Format, time_limit: float) -> Output:  # noqa: A002 - the word of the public API
        """Render the document to one format, beside it.

        Parameters
        ----------
        folder
            A folder of the engine's own, which it may write into.
        document
            The prepared document in it, a plain file name.
        format
            The format to make.
        time_limit
            Seconds after which rendering is stopped.

        Raises
        ------
        RenderError
            If the file was not made, or has a hole.
        """
