"""Errors of evidence files."""

from pathlib import Path

from evalcap.errors.root import EvalcapError


class EvidenceError(EvalcapError):
    """An evidence file cannot be used."""


class EvidenceNotFoundError(EvidenceError):
    """There is no evidence where it was looked for."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"There is no evidence file {file.name} in {file.parent}.",
            needed="Evidence is read from a folder that `evidence.write()` or a build wrote.",
            do="Run the study first, with evalcap run and its name.",
        )


class EvidenceUnreadableError(EvidenceError):
    """An evidence file does not follow its schema."""

    def __init__(self, file: Path, problems: list[str]) -> None:
        listed = "\n".join(f"  {problem}" for problem in problems[:10])
        super().__init__(
            f"{file.name} in {file.parent} does not follow the evidence schema:\n{listed}",
            needed="A file written by this version of evalcap, and not edited by hand.",
            do="Run the study again to write it anew.",
        )
