"""What can go wrong between evidence and a report's document."""

from collections.abc import Sequence

from evalcap.errors.root import EvalcapError, preview


class ReportError(EvalcapError):
    """A report cannot be written."""


class TemplateMistakeError(ReportError):
    """A template cannot be filled."""

    def __init__(self, part: str, line: int | None, problem: str) -> None:
        where = part if line is None else f"{part}, line {line}"
        super().__init__(
            f"The report template has a mistake ({where}): {problem}",
            needed="Templates print with << name >> and decide with <% if name %> ... <% endif %>.",
            do="Correct the template; the parts that evalcap ships show every name.",
        )


class NarrativeNameError(ReportError):
    """Narrative files have names that a report cannot include."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"These narrative files cannot be included: {preview(names)}.",
            needed="Names of small letters, digits, hyphens and underscores, ending in .md.",
            do="Rename them, for example context.md.",
        )


class BriefTooLongError(ReportError):
    """The brief does not fit its pages, however little it tells."""

    def __init__(self, pages: int, *, most: int) -> None:
        super().__init__(
            f"The brief takes {pages} pages, with one outcome and no lesson.",
            needed=f"A brief has at most {most} pages.",
            do="Shorten the title, the labels of outcomes or reports/brief.qmd, or leave the brief "
            "out of the formats.",
        )


class BriefUncountedError(ReportError):
    """Nobody can say whether the brief fits its pages."""

    def __init__(self, engine: str) -> None:
        super().__init__(
            f"The pages of the brief that {engine} made cannot be counted.",
            needed="A brief is published only when it is known to fit its pages.",
            do="Use engine = pandoc, or leave the brief out of the formats.",
        )


class ReportUnfitError(ReportError):
    """A report holds what must not be published."""

    def __init__(self, findings: Sequence[str]) -> None:
        lines = "\n".join(f"  {finding}" for finding in findings)
        super().__init__(
            f"The report was not published:\n{lines}",
            needed="A report shows no identifier of a person and no path, describes every picture, "
            "tells every primary outcome, and says what simulated and benchmark data are.",
            do="Mend each of these, then build again.",
        )
