"""Errors of simulated data: a programme that cannot be."""

from collections.abc import Sequence

from evalcap.errors.root import EvalcapError


class ImpossibleProgrammeError(EvalcapError):
    """Options describe a programme that cannot be drawn."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            f"The programme cannot be simulated: {'; '.join(problems)}.",
            needed="Units and periods enough to tell groups apart, and shares from 0 to below 1.",
            do="Change these options.",
        )
