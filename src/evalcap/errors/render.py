"""What can go wrong between a document's folder and its rendered files."""

from collections.abc import Collection, Sequence
from pathlib import Path

from evalcap.errors.root import EvalcapError, count, preview


class RenderError(EvalcapError):
    """A document cannot be rendered."""


class DocumentMissingError(RenderError):
    """The document to render is not there."""

    def __init__(self, document: Path) -> None:
        self.document = document
        super().__init__(
            f"There is no document {document}.",
            needed="Rendering needs a folder that holds the .qmd document itself.",
            do="Check the folder and the document's name.",
        )


class DocumentError(RenderError):
    """The document has mistakes that would leave a hole in the report."""

    def __init__(self, document: str, problems: Collection[str]) -> None:
        self.document = document
        self.problems = tuple(problems)
        listed = "\n".join(f"  - {problem}" for problem in self.problems)
        super().__init__(
            f"{document} has {count(self.problems, 'problem')}:\n{listed}",
            needed="Every variable, include, reference, image and link must lead somewhere.",
            do="Correct the places named and render again; earlier outputs stay as they were.",
        )


class UnknownFormatError(RenderError):
    """A format is asked for that no engine makes."""

    def __init__(self, formats: Collection[str], known: Collection[str]) -> None:
        self.formats = tuple(formats)
        super().__init__(
            f"Unknown {count(self.formats, 'format')}: {preview(self.formats) or 'none named'}.",
            needed=f"The formats are {', '.join(known)}; at least one is needed.",
            do="Name one or more of these formats.",
        )


class OutputNameError(RenderError):
    """An output cannot have the name it was given."""

    def __init__(self, names: Collection[str]) -> None:
        self.names = tuple(names)
        super().__init__(
            f"These output names cannot be used: {preview(self.names)}.",
            needed="Each format needs a plain file name of its own, without a folder.",
            do="Give names such as index.html, and the folder as `to`.",
        )


class EngineMissingError(RenderError):
    """The engine that was asked for is not installed."""

    def __init__(self, engine: str, missing: str) -> None:
        self.engine = engine
        quarto = engine == "quarto"
        super().__init__(
            f"The {engine} engine is not available: {missing}.",
            needed=(
                "It needs the `quarto` command, named by QUARTO_PATH or found on PATH."
                if quarto
                else "It needs the packages pypandoc_binary and typst."
            ),
            do=(
                "Install Quarto from quarto.org, or use engine = pandoc, which is built in."
                if quarto
                else "Install them with: python -m pip install 'evalcap[reports]'"
            ),
        )


class EngineVersionError(RenderError):
    """The engine is too old for a format."""

    def __init__(self, engine: str, found: str, output: str, minimum: str) -> None:
        self.engine, self.found, self.output, self.minimum = engine, found, output, minimum
        super().__init__(
            f"{engine.capitalize()} {found} is too old to make {output}.",
            needed=f"{output} needs {engine} {minimum} or newer.",
            do=f"Update {engine}, leave {output} out, or use engine = pandoc.",
        )


class EngineFailedError(RenderError):
    """An engine ran and did not produce a report that may be published."""

    def __init__(self, engine: str, output: str, messages: Sequence[str]) -> None:
        self.engine, self.output, self.messages = engine, output, tuple(messages)
        said = "\n".join(f"  - {message}" for message in self.messages) or "  - nothing"
        super().__init__(
            f"{engine.capitalize()} could not make {output}. It said:\n{said}",
            needed="A report is kept only when it is whole: every part resolved and in the file.",
            do="Correct what is named and render again; earlier outputs stay as they were.",
        )


class RenderTimeoutError(RenderError):
    """Rendering took too long and was stopped."""

    def __init__(self, engine: str, output: str) -> None:
        self.engine, self.output = engine, output
        super().__init__(
            f"{engine.capitalize()} had not made {output} when the time limit was reached, "
            "and was stopped.",
            needed="All formats together must be made within the time limit.",
            do="Render again on a quieter machine, or raise `time_limit`.",
        )


class PublishError(RenderError):
    """The rendered files could not be put in their place."""

    def __init__(self, to: Path, reason: str) -> None:
        self.to = to
        super().__init__(
            f"The rendered files could not be moved into {to}: {reason}.",
            needed="The folder must be writable and have room for the files.",
            do="Free or unlock the folder and render again; its files are as they were before.",
        )
