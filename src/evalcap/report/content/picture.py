"""A figure of a report before it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.figure import Figure

from evalcap.report.markdown import Markdown, figure, folded

FOLDER = "figures"


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure that is drawn when the report's folder is made.

    Attributes
    ----------
    name
        Of its files, without extension, and of its label `fig-NAME`.
    behind
        The numbers that it shows, as a table; None where a table stands beside it anyway.
    path
        Key of the path whose every number it shows; empty for any other figure.
    """

    name: str
    caption: str
    alternative: str
    draw: Callable[[], Figure]
    behind: Markdown | None = None
    path: str = ""

    @property
    def label(self) -> str:
        """By which the document refers to it."""
        return f"fig-{self.name}"

    @property
    def markdown(self) -> Markdown:
        """Its place in the document."""
        file = f"{FOLDER}/{self.name}"
        return figure(file, caption=self.caption, alternative=self.alternative, label=self.label)

    def with_numbers(self, title: str) -> Markdown:
        """Give its place in the document with what is behind it, in a fold of this title."""
        fold = folded(title, self.behind) if self.behind else ""
        return Markdown(f"{self.markdown}{fold}")
