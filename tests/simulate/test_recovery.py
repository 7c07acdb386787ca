"""Generators and the group-time estimator hold each other to the truth."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from evalcap.dataset import Panel
from evalcap.diagnostics import check_attrition, check_pre_trends
from evalcap.estimate import GroupTimeEffects
from evalcap.estimators.group_time import estimate_group_time
from evalcap.simulate import (
    Simulated,
    simulate_document_verification,
    simulate_reintegration,
    simulate_training,
)

Generator = Callable[..., Simulated]

SEEDS = range(1, 17)
POSTS = {
    "unit": "border_post",
    "time": "month",
    "outcome": "detections",
    "treated_from": "scanner_from",
    "cluster": "region",
}
OFFICERS = {
    "unit": "officer",
    "time": "wave",
    "outcome": "score",
    "treated_from": "trained_from",
    "cluster": "border_post",
}
RETURNEES = {
    "unit": "returnee",
    "time": "wave",
    "outcome": "composite_score",
    "treated_from": "assisted_from",
    "cluster": "community",
}
PROGRAMMES = [
    (simulate_document_verification, POSTS, 6.0),
    (simulate_training, OFFICERS, 8.0),
    (simulate_reintegration, RETURNEES, 0.1),
]


def _panel(simulated: Simulated, columns: dict[str, Any]) -> Panel:
    return Panel.from_frame(simulated.frame, **columns)


def _estimate(simulated: Simulated, columns: dict[str, Any]) -> GroupTimeEffects:
    return estimate_group_time(_panel(simulated, columns))


def _is_unbiased(errors: list[float], *, finer_than: float) -> bool:
    """Whether the mean error is zero within three Monte Carlo errors, and those are small."""
    tolerance = 3 * np.std(errors, ddof=1) / np.sqrt(len(errors))
    assert tolerance < finer_than
    return bool(abs(np.mean(errors)) < tolerance)


@pytest.mark.parametrize(("simulate", "columns", "effect"), PROGRAMMES)
def test_the_estimator_finds_the_true_overall_effect(
    simulate: Generator, columns: dict[str, Any], effect: float
) -> None:
    drawn = [simulate(seed=seed) for seed in SEEDS]
    errors = [_estimate(s, columns).aggregate("overall").point - s.truth.overall for s in drawn]
    assert _is_unbiased(errors, finer_than=effect / 6)


@pytest.mark.parametrize(("simulate", "columns", "effect"), PROGRAMMES)
@pytest.mark.parametrize("event_time", [0, 1])
def test_the_estimator_finds_the_true_effect_by_event_time(
    simulate: Generator, columns: dict[str, Any], effect: float, event_time: int
) -> None:
    errors = []
    for seed in SEEDS:
        simulated = simulate(seed=seed)
        path = _estimate(simulated, columns).aggregate("event_time")
        found = path.estimate[path.at == event_time][0]
        errors.append(found - simulated.truth.by_event_time[event_time])
    assert _is_unbiased(errors, finer_than=effect / 4)


@pytest.mark.parametrize("part", ["economic_score", "social_score", "psychosocial_score"])
def test_the_estimator_finds_the_truth_of_each_dimension(part: str) -> None:
    errors = []
    for seed in SEEDS:
        simulated = simulate_reintegration(seed=seed)
        effects = _estimate(simulated, RETURNEES | {"outcome": part})
        errors.append(effects.aggregate("overall").point - simulated.truth.parts[part].overall)
    assert _is_unbiased(errors, finer_than=0.1 / 6)


@pytest.mark.parametrize("effect", [0.0, -6.0])
def test_no_effect_and_a_harmful_one_are_found_as_well(effect: float) -> None:
    drawn = [simulate_document_verification(seed=seed, effect=effect) for seed in SEEDS]
    errors = [_estimate(s, POSTS).aggregate("overall").point - s.truth.overall for s in drawn]
    assert _is_unbiased(errors, finer_than=1.0)


@pytest.mark.parametrize(
    ("simulate", "columns", "divergence"),
    [
        (simulate_document_verification, POSTS, 1.0),
        (simulate_training, OFFICERS, 3.0),
        (simulate_reintegration, RETURNEES, 0.05),
    ],
)
def test_divergence_breaks_parallel_trends_and_the_check_sees_it(
    simulate: Generator, columns: dict[str, Any], divergence: float
) -> None:
    simulated = simulate(seed=1, divergence=divergence)
    effects = estimate_group_time(_panel(simulated, columns), base_period="universal")
    assert check_pre_trends(effects.aggregate("event_time", min_e=-4)).verdict == "failed"
    assert effects.aggregate("overall").point > simulated.truth.overall


@pytest.mark.parametrize(
    ("simulate", "columns"), [(simulate_training, OFFICERS), (simulate_reintegration, RETURNEES)]
)
def test_extra_attrition_is_seen_by_the_check(simulate: Generator, columns: dict[str, Any]) -> None:
    even = check_attrition(_panel(simulate(seed=1), columns))
    uneven = check_attrition(_panel(simulate(seed=1, extra_attrition=0.2), columns))
    assert even.verdict == "passed"
    assert uneven.verdict == "failed"
