"""Errors of lessons."""

from pathlib import Path

from evalcap.errors.root import EvalcapError, count, preview


class LessonsError(EvalcapError):
    """Lessons cannot be used as they are written."""


class LessonsUnreadableError(LessonsError):
    """lessons.toml does not follow its form."""

    def __init__(self, file: Path, problems: list[str]) -> None:
        listed = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(
            f"{file.parent.name}/{file.name} has {count(problems, 'mistake')}:\n{listed}",
            needed="Each [[lessons]] has id, title, context, cause, effect, therefore, polarity "
            "and evidence; each [[recommendations]] has id, text and lessons.",
            do="Correct these keys.",
        )


class UnknownEvidenceError(LessonsError):
    """A lesson cites evidence that does not exist."""

    def __init__(self, study: str, dead: dict[str, list[str]], known: list[str]) -> None:
        listed = "\n".join(f"  {owner}: {', '.join(keys)}" for owner, keys in dead.items())
        super().__init__(
            f"In the lessons of {study} these cite evidence that does not exist:\n{listed}",
            needed=f"Keys of the evidence: {preview(known, 20)}.",
            do="Cite one of these, or take the lesson out.",
        )


class OverstatedLessonError(LessonsError):
    """A lesson claims more than its evidence shows."""

    def __init__(self, study: str, claims: list[str]) -> None:
        listed = "\n".join(f"  {claim}" for claim in claims)
        super().__init__(
            f"In the lessons of {study} these claim more than their evidence shows:\n{listed}",
            needed="A positive lesson needs an estimate whose whole interval is an improvement, "
            "and none that is wholly a worsening; a negative one an interval that is wholly a "
            "worsening. Primary estimates go first.",
            do="Call the lesson null, or say what the data rule out.",
        )
