"""What can go wrong with the settings of a workspace."""

from collections.abc import Sequence
from pathlib import Path

from evalcap.errors.root import EvalcapError, count


class SettingsError(EvalcapError):
    """evalcap.toml has mistakes."""

    def __init__(self, file: Path, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        listed = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(
            f"{file.name} has {count(problems, 'mistake')}:\n{listed}",
            needed='Settings of the workspace, such as languages = ["fr", "en"], described in '
            "docs/portfolio.md.",
            do="Correct these keys, or remove the file to write everything in English.",
        )
