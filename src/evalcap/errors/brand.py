"""What can be wrong with an organisation's brand."""

from collections.abc import Collection

from evalcap.errors.render import RenderError
from evalcap.errors.root import count


class BrandError(RenderError):
    """The brand file cannot be used."""

    def __init__(self, file: str, problems: Collection[str]) -> None:
        self.problems = tuple(problems)
        listed = "\n".join(f"  - {problem}" for problem in self.problems)
        super().__init__(
            f"The brand file {file} has {count(self.problems, 'problem')}:\n{listed}",
            needed="A brand names colours that can be read, and a logo and fonts that lie beside "
            "it; docs/report-templates.md shows one.",
            do="Correct each of these and build again; earlier reports stay as they were.",
        )
