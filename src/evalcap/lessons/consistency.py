"""What the parts of lessons.toml ask of each other."""

from collections.abc import Iterator, Sequence

from evalcap.codelists.compact import compact
from evalcap.lessons.model import Lesson, Recommendation, Response


def inconsistencies(
    lessons: Sequence[Lesson], recommendations: Sequence[Recommendation]
) -> Iterator[str]:
    """Say what does not hold together, each with its key."""
    names = [lesson.id for lesson in lessons]
    yield from _repeated("lessons", names)
    yield from _repeated("recommendations", [r.id for r in recommendations])
    for position, lesson in enumerate(lessons, 1):
        yield from (f"lessons[{position}].actions: {problem}" for problem in _of_actions(lesson))
    for position, recommendation in enumerate(recommendations, 1):
        place = f"recommendations[{position}]"
        for name in recommendation.lessons:
            if name not in names:
                yield f"{place}.lessons: there is no lesson {name!r}"
        yield from (f"{place}.response.{lack}" for lack in _of_response(recommendation.response))


def _repeated(section: str, names: Sequence[str]) -> Iterator[str]:
    for position, name in enumerate(names):
        if name in names[:position]:
            yield f"{section}[{position + 1}].id: {name!r} is used a second time"


def _of_actions(lesson: Lesson) -> Iterator[str]:
    for code in lesson.actions:
        number = int(code.partition("(")[0])
        objective = next((o for o in compact().objectives if o.number == number), None)
        if objective is None or code not in objective.codes:
            yield f"there is no action {code} in the Compact"
        elif lesson.objectives and number not in lesson.objectives:
            yield f"{code} belongs to objective {number}, which objectives does not name"


def _of_response(response: Response) -> Iterator[str]:
    answer, reason = response.response, response.reason.strip()
    if answer == "rejected" and not reason:
        yield "reason: missing; a rejection gives its reason"
    if answer == "partly_accepted" and not reason:
        yield "reason: missing; it says which part is not accepted, and why"
    if answer in ("accepted", "partly_accepted"):
        lacking = {"action": response.action.strip(), "owner": response.owner.strip()}
        for key, given in {**lacking, "due": response.due}.items():
            if not given:
                yield f"{key}: missing; what is accepted says what is done, by whom and by when"
