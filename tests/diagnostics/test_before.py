from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.diagnostics.before import find_before
from evalcap.errors.diagnostics import NotByEventTimeError
from evalcap.estimate import EffectPath, GroupTimeEffects
from evalcap.estimators.group_time import estimate_group_time

POSTS = Path(__file__).parents[1] / "golden" / "data" / "posts.csv"


def effects(**options: Any) -> GroupTimeEffects:
    roles = {"unit": "border_post", "time": "month", "outcome": "detections"}
    panel = Panel.from_frame(pd.read_csv(POSTS), treated_from="start", never=0, **roles)
    return estimate_group_time(panel, **options)


def path(*at: float) -> EffectPath:
    k = len(at)
    covariance = 100 * np.eye(k) + np.add.outer(np.arange(k), np.arange(k))
    return EffectPath.from_estimates(at, [float(e) for e in at], covariance)


def test_only_differences_before_treatment_are_taken():
    found = find_before(path(-3, -2, 0, 1), 0)
    assert found.event_time.tolist() == [-3, -2]
    assert found.covariance.tolist() == [[100, 1], [1, 102]]


def test_a_path_spans_the_periods_to_its_base():
    trend = find_before(path(-3, -2, 0, 1), 0).trend
    assert trend.distance.tolist() == [-2, -1]
    assert trend.first == 1
    assert trend.covariance_with_first.tolist() == [2, 3]


def test_a_path_with_gaps_has_no_known_trend():
    assert find_before(path(-7, -2, 0, 1), 0).trend is None


def test_a_path_of_effects_alone_has_no_first_step():
    assert find_before(path(-3, -2), 0).trend is None


@pytest.mark.parametrize(("base", "spans"), [("varying", {1}), ("universal", set(range(-6, 0)))])
def test_cells_span_the_periods_from_their_base(base, spans):
    found = find_before(effects(base_period=base), 0)
    assert set(found.trend.distance) == spans
    assert found.trend.first == 1
    assert set(found.keys) == {"cohort", "time"}


def test_anticipation_moves_the_first_effect_away_from_its_base():
    assert find_before(effects(anticipation=1), 1).trend.first == 2


def test_a_path_by_calendar_time_is_refused():
    with pytest.raises(NotByEventTimeError, match="calendar time"):
        find_before(effects().aggregate("calendar_time"), 0)
