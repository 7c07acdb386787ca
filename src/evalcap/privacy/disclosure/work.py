"""What has been solved, and how much more may be."""

from collections.abc import Callable
from dataclasses import dataclass, field

from evalcap.kernels.arrays import FloatArray

# What a question is known by.
Facts = tuple[bytes, ...]
# About a minute on an ordinary machine; counted and not timed, so that a report is the same on
# every machine.
MOST = 300_000_000
# Variables of a program of which most are tied down: it takes about as long as one with these.
_TIED = 100


class TooMuchWorkError(Exception):
    """So many counts hang together that protecting them would take too long."""


@dataclass(slots=True)
class Work:
    """Answers found before, and the work that is left.

    Attributes
    ----------
    left
        What may still be solved, in variables of linear programs times variables.
    """

    left: int = MOST
    _answers: dict[Facts, FloatArray] = field(default_factory=dict, repr=False)

    def spend(self, n_variables: int, *, n_programs: int = 1, are_tied: bool = False) -> None:
        """Take note of linear programs before they are solved.

        Parameters
        ----------
        are_tied
            Whether most variables cannot move, so that a program is easier than it is large.

        Raises
        ------
        TooMuchWorkError
            If no more may be solved.
        """
        self.left -= n_programs * n_variables * (_TIED if are_tied else n_variables)
        if self.left < 0:
            raise TooMuchWorkError

    def once(self, facts: Facts, answer: Callable[[], FloatArray]) -> FloatArray:
        """Give the answer to a question, found the first time that it is asked."""
        if facts not in self._answers:
            self._answers[facts] = answer()
        return self._answers[facts]
