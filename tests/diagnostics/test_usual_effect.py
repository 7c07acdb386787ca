from pathlib import Path

import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.diagnostics.usual_effect import usual_effect

POSTS = Path(__file__).parents[1] / "golden" / "data" / "posts.csv"


def posts(frame: pd.DataFrame, covariates: tuple[str, ...] = ()) -> Panel:
    roles = {"unit": "border_post", "time": "month", "outcome": "detections"}
    return Panel.from_frame(frame, treated_from="start", never=0, covariates=covariates, **roles)


def test_it_is_the_simple_average_of_the_reference():
    """R's did: aggte(type = "simple"), never treated, doubly robust on traffic."""
    found = usual_effect(posts(pd.read_csv(POSTS), ("traffic",)))
    assert found.point == pytest.approx(3.36784381374729, rel=1e-8)
    assert found.std_error == pytest.approx(0.385042343162146, rel=1e-8)


def test_where_all_are_treated_in_the_end_those_not_yet_treated_compare():
    frame = pd.read_csv(POSTS)
    found = usual_effect(posts(frame[frame["start"] > 0]))
    assert "not yet treated" in found.estimator
