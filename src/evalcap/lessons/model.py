"""A lesson, a recommendation and the response of management, as an author writes them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from evalcap.codelists.criteria import DacCriterion


class Written(BaseModel):
    """A part of lessons.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")


_FILLED = "text that is not empty"


class Lesson(Written):
    """What was learnt: in this context, because of this, that happened; therefore do this.

    Attributes
    ----------
    evidence
        Keys of the evidence that the lesson rests on; at least one.
    sensitivity
        A restricted lesson is published nowhere.
    """

    id: str = Field(pattern=r"\S", description=_FILLED)
    title: str = Field(pattern=r"\S", description=_FILLED)
    context: str = Field(pattern=r"\S", description=_FILLED)
    cause: str = Field(pattern=r"\S", description=_FILLED)
    effect: str = Field(pattern=r"\S", description=_FILLED)
    therefore: str = Field(pattern=r"\S", description=_FILLED)
    polarity: Literal["positive", "negative", "null"]
    evidence: tuple[str, ...] = Field(min_length=1)
    preconditions: str = ""
    target_users: str = ""
    applies_where: str = ""
    objectives: tuple[Annotated[int, Field(ge=1, le=23)], ...] = ()
    actions: tuple[Annotated[str, Field(pattern=r"^\d{1,2}\([a-l]\)$")], ...] = Field(
        default=(), description="an objective and the letter of its action, such as 11(c)"
    )
    principles: tuple[Annotated[str, Field(pattern=r"^[a-j]$")], ...] = Field(
        default=(), description="a letter from a to j"
    )
    sdg: tuple[Annotated[str, Field(pattern=r"^\d{1,2}\.(\d{1,2}|[a-d])(\.\d{1,2})?$")], ...] = (
        Field(default=(), description="a target such as 16.9 or 10.c, or an indicator")
    )
    dac_criterion: DacCriterion | Literal[""] = ""
    sensitivity: Literal["public", "restricted"] = "public"


class Response(Written):
    """What management answers to a recommendation.

    A rejection gives its reason, and so does an acceptance in part; what is accepted says what
    will be done, by whom and by when.
    """

    response: Literal["accepted", "partly_accepted", "rejected", "none_yet"] = "none_yet"
    reason: str = ""
    action: str = ""
    owner: str = ""
    due: date | None = None
    status: Literal["not_started", "under_way", "done", "dropped"] = "not_started"
    status_date: date | None = None


class Recommendation(Written):
    """What should be done, and by whom, following lessons."""

    id: str = Field(pattern=r"\S", description=_FILLED)
    text: str = Field(pattern=r"\S", description=_FILLED)
    lessons: tuple[str, ...] = Field(min_length=1)
    priority: Literal["high", "medium", "low"] = "medium"
    criterion: DacCriterion | Literal[""] = ""
    response: Response = Response()
