"""What management has not answered, or not done, in time."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from evalcap.lessons import Lessons

# Within six weeks of an evaluation its management answers, as is usual among the United Nations.
TIME_TO_ANSWER: Final = timedelta(weeks=6)
_PROMISED: Final = ("accepted", "partly_accepted")
_OVER: Final = ("done", "dropped")


def late_answers(lessons: Lessons, *, evaluated: date | None, today: date) -> tuple[str, ...]:
    """Say which recommendations wait for an answer, or for what was promised, and since when.

    Parameters
    ----------
    evaluated
        When the evaluation's data were accepted; None where they were not, and no answer is late.
    """
    return tuple(_late(lessons, evaluated, today))


def _late(lessons: Lessons, evaluated: date | None, today: date) -> Iterator[str]:
    for recommendation in lessons.recommendations:
        name, response = recommendation.id, recommendation.response
        if response.response in _PROMISED and response.status not in _OVER:
            if response.due is not None and response.due < today:
                yield f"recommendation {name} was to be done by {response.due}"
        elif response.response == "none_yet" and evaluated is not None:
            by = evaluated + TIME_TO_ANSWER
            if by < today:
                yield f"recommendation {name} was to be answered by {by}"
