"""The true effects that a demonstration's data were simulated with."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from evalcap.errors.mistakes import mistakes
from evalcap.errors.study import TruthError


class Truth(BaseModel):
    """What the generator of simulated data stored beside them; further keys are not used.

    Attributes
    ----------
    overall
        Average effect on the treated, in units of the outcome.
    by_event_time
        Event time to the average effect then.
    """

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    overall: float
    by_event_time: dict[str, float] = {}


def read_truth(file: Path) -> dict[str, float]:
    """Read the true effects: `overall`, and `event_time/3` and its like.

    Raises
    ------
    TruthError
        If the file is missing or holds something else.
    """
    if not file.is_file():
        raise TruthError(file, ["there is no such file"])
    try:
        truth = Truth.model_validate_json(file.read_bytes())
    except ValidationError as error:
        raise TruthError(file, mistakes(error, Truth)) from None
    path = {f"event_time/{at}": effect for at, effect in truth.by_event_time.items()}
    return {"overall": truth.overall, **path}
