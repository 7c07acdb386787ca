"""What can go wrong between answers and scores."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from evalcap.errors.root import EvalcapError, count, preview


class ScoringError(EvalcapError):
    """Answers cannot be scored."""


class UnknownInstrumentError(ScoringError):
    """There is no scoring of that name, nor a file of it."""

    def __init__(self, name: str, *, known: Sequence[str]) -> None:
        self.name = name
        super().__init__(
            f"There is no scoring {name!r}.",
            needed=f"evalcap knows: {', '.join(known)}. A file of your own ends in .toml.",
            do="Name one of these, or give the path of a file that is written like them.",
        )


class InstrumentError(ScoringError):
    """A file of weights contradicts itself."""

    def __init__(self, file: str | Path, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        listed = "\n".join(f"- {problem}" for problem in self.problems)
        super().__init__(
            f"{file} has {count(self.problems, 'mistake')}.\n{listed}",
            needed="Weights of a dimension add up to 1, and composite weights of a dimension to "
            "the dimension's share; shares add up to 1; scores lie between 0 and 1.",
            do="Correct the file; the one that evalcap ships shows how it is written.",
        )


class UnknownAnswersError(ScoringError):
    """Some answers have no score."""

    def __init__(self, unknown: Mapping[str, Mapping[str, int]], *, instrument: str) -> None:
        self.unknown = {column: dict(answers) for column, answers in unknown.items()}
        listed = "\n".join(
            f"- {column}: " + ", ".join(f"{a!r} in {count(n, 'row')}" for a, n in answers.items())
            for column, answers in self.unknown.items()
        )
        super().__init__(
            f"Answers to {count(self.unknown, 'item')} have no score in {instrument}.\n{listed}",
            needed="Every answer is one that the instrument scores; a misspelt one would silently "
            "count as neutral.",
            do="Recode them in [recode] of the study, or make them missing.",
        )


class NoItemsError(ScoringError):
    """The data hold no item of the instrument, or not enough for any score."""

    def __init__(self, instrument: str, *, items: Sequence[str]) -> None:
        super().__init__(
            f"The data have no item of {instrument}.",
            needed=f"Columns such as {preview(items)}.",
            do="Map the survey's columns to these names first.",
        )


class ScoringColumnsError(ScoringError):
    """Columns that a scoring needs are not there, or do not hold what it needs."""

    def __init__(self, problems: Sequence[str], *, needed: str, do: str) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems), needed=needed, do=do)


class TruthUnknownError(ScoringError):
    """Whether documents that were let through were genuine is not known."""

    def __init__(self, reason: str, *, instead: Sequence[str]) -> None:
        self.instead = tuple(instead)
        super().__init__(
            f"Sensitivity and specificity cannot be estimated: {reason}.",
            needed="The truth about every document that was judged, also about those taken for "
            "genuine. Live referrals give it only for what was referred, and the rest may hide "
            "any number of frauds.",
            do="Use a test with known answers, or have a random sample of passed documents "
            "checked again. From these data evalcap.detection_yield can give instead: "
            f"{', '.join(self.instead)}.",
        )
