"""Errors of data protection."""

from collections.abc import Collection
from pathlib import Path

from evalcap.errors.root import EvalcapError, count, preview


class PrivacyError(EvalcapError):
    """Something would tell more about people than it may."""


class UnprotectedCountsError(PrivacyError):
    """A count would be known whatever else was withheld."""

    def __init__(self, keys: Collection[str]) -> None:
        self.keys = tuple(keys)
        super().__init__(
            f"A reader could work out {count(self.keys, 'count')} of few people, whatever else "
            f"was withheld: {preview(self.keys)}.",
            needed="Few people can be hidden only among counts that are not known otherwise.",
            do="Publish fewer or larger groups, round counts ([disclosure] rounding), or ask for "
            "less protection ([disclosure] protection).",
        )


class EarlierReportUnreadableError(PrivacyError):
    """What was published before is not known."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            f"The record of what was published before cannot be read: {reason}",
            needed="The counts of people in earlier reports: a new report may give away how few "
            "people changed them.",
            do=f"Restore {file.name} from version control. If its report never left your desk, "
            "remove the file instead.",
        )


class EarlierStudyUnreadableError(PrivacyError):
    """What a study before this one published is not known."""

    def __init__(self, slug: str, reason: str) -> None:
        super().__init__(
            f"The cycle before, study {slug!r}, cannot be read: {reason}",
            needed="The counts of people in earlier reports: a new report may give away how few "
            "people changed them.",
            do=f"Put studies/{slug} right, or restore its accepted/evidence.json from version "
            "control. If its report never left your desk, take `previous_cycle` out of study.toml.",
        )


class NestedLevelsError(PrivacyError):
    """A narrower level lies in several wider ones."""

    def __init__(self, narrow: str, wide: str, n: int) -> None:
        super().__init__(
            f"{count(n, 'level')} of {narrow!r} {'lies' if n == 1 else 'lie'} in more than one "
            f"level of {wide!r}.",
            needed="In a dimension with levels within levels, each narrow level has one wide one.",
            do="Give such levels names of their own, or make the two columns two dimensions.",
        )


class NegativeTotalsError(PrivacyError):
    """What is added up is partly below zero."""

    def __init__(self, column: str, n: int) -> None:
        super().__init__(
            f"Column {column!r} is below zero in {count(n, 'row')}.",
            needed="Totals are protected by what each person can add at the least: nothing.",
            do="Add up amounts of zero and more, such as gains and losses apart.",
        )


class VariesWithinPersonError(PrivacyError):
    """A person is in several groups at once."""

    def __init__(self, column: str, n: int) -> None:
        super().__init__(
            f"Column {column!r} takes several values within {count(n, 'person', 'people')}.",
            needed="A table counts each person in one group.",
            do="Take one row a person, such as the first wave, or leave `unit` out if rows are to "
            "be counted.",
        )
