from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.diagnostics import check_anticipation
from evalcap.errors.diagnostics import NotByEventTimeError
from evalcap.estimate import EffectPath, GroupTimeEffects
from evalcap.estimators.group_time import estimate_group_time

POSTS = Path(__file__).parents[1] / "golden" / "data" / "posts.csv"


def effects(**options: Any) -> GroupTimeEffects:
    roles = {"unit": "border_post", "time": "month", "outcome": "detections"}
    panel = Panel.from_frame(pd.read_csv(POSTS), treated_from="start", never=0, **roles)
    return estimate_group_time(panel, **options)


def path(*estimate: float) -> EffectPath:
    return EffectPath.from_estimates([-3, -2, 0, 1], estimate, np.eye(4) * 0.25)


def test_every_base_period_gives_the_same_last_step():
    """Against the period before, to the base, or from a base further back."""
    varying = check_anticipation(effects())
    for other in (
        check_anticipation(effects(base_period="universal")),
        check_anticipation(effects(base_period="universal", anticipation=1)),
        check_anticipation(effects().aggregate("event_time")),
    ):
        assert other.statistic == pytest.approx(varying.statistic, rel=1e-8)
        assert other.details[0]["event_time"] == -1


def test_a_step_to_the_base_is_the_coefficient_before_it_turned_round():
    found = check_anticipation(path(0.0, -2.0, 3.0, 3.0))
    assert found.details[0]["estimate"] == 2.0
    assert found.statistic == pytest.approx(4.0)
    assert found.verdict == "failed"
    assert "1 period before it, against the period before" in found.sentence


@pytest.mark.parametrize(
    ("last", "verdict"), [(0.3, "passed"), (-0.9, "concern"), (0.9, "concern"), (1.1, "failed")]
)
def test_the_verdict_follows_the_last_step_alone(last, verdict):
    assert check_anticipation(path(9.0, last, 3.0, 3.0)).verdict == verdict


@pytest.mark.parametrize("made", ["separate", "none"])
def test_without_a_base_the_last_step_is_not_known(made):
    found = check_anticipation(replace(path(1, 1, 1, 1), pre_trends=made))
    assert found.verdict == "cannot_be_tested"


def test_several_bases_have_no_one_last_step():
    found = check_anticipation(replace(path(1, 1, 1, 1), pre_trends="several_bases"))
    assert found.verdict == "cannot_be_tested"
    assert "gap in the calendar" in found.sentence


def test_nothing_before_treatment_cannot_be_tested():
    bare = EffectPath.from_estimates([0, 1], [1.0, 1.0], np.eye(2))
    assert check_anticipation(bare).verdict == "cannot_be_tested"


def test_a_path_by_cohort_is_refused():
    with pytest.raises(NotByEventTimeError):
        check_anticipation(effects().aggregate("cohort"))
