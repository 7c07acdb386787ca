"""What has been solved, and how much more may be."""

from collections.abc import Callable
from dataclasses import dataclass, field

from evalcap.kernels.arrays import FloatArray

# What a question is known by.
Facts = tuple[bytes, ...]
# About a minute on an ordinary machine; counted and not timed, so that a report is the same on
# every machine.
MOST = 6_000_000_000
# What a program takes before its first iteration, in iterations.
_TO_BEGIN = 20


class TooMuchWorkError(Exception):
    """So many counts hang together that protecting them would take too long."""


@dataclass(slots=True)
class Work:
    """Answers found before, and the work that is left.

    Attributes
    ----------
    left
        What may still be solved, in iterations of linear programs times their variables.
    """

    left: int = MOST
    _answers: dict[Facts, FloatArray] = field(default_factory=dict, repr=False)

    def spend(self, n_iterations: int, n_variables: int) -> None:
        """Take note of a linear program that was solved.

        Raises
        ------
        TooMuchWorkError
            If no more may be solved.
        """
        self.left -= (n_iterations + _TO_BEGIN) * n_variables
        if self.left < 0:
            raise TooMuchWorkError

    def once(self, facts: Facts, answer: Callable[[], FloatArray]) -> FloatArray:
        """Give the answer to a question, found the first time that it is asked."""
        if facts not in self._answers:
            self._answers[facts] = answer()
        return self._answers[facts]
