from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.diagnostics import check_sensitivity
from evalcap.diagnostics.sensitivity import find_breakdown
from evalcap.errors.design import DesignError, OptionError
from evalcap.errors.diagnostics import (
    OneBaseNeededError,
    SingularCovarianceError,
    TooFewClustersError,
)
from evalcap.estimate import EffectPath, GroupTimeEffects
from evalcap.estimators.group_time import estimate_group_time
from evalcap.estimators.imputation import estimate_imputation

POSTS = Path(__file__).parents[1] / "golden" / "data" / "posts.csv"


def posts() -> Panel:
    roles = {"unit": "border_post", "time": "month", "outcome": "detections"}
    return Panel.from_frame(pd.read_csv(POSTS), treated_from="start", never=0, **roles)


def effects(base_period: str = "universal") -> GroupTimeEffects:
    return estimate_group_time(posts(), base_period=base_period)


def path(*estimate: float, std_error: float = 0.1, clusters: int = 60) -> EffectPath:
    """Two coefficients before treatment, two under it."""
    return EffectPath.from_estimates(
        [-3, -2, 0, 1], estimate, np.eye(4) * std_error**2, n_clusters=clusters
    )


def test_a_universal_path_is_taken_as_it_comes():
    found = check_sensitivity(effects().aggregate("event_time", min_e=-4, max_e=3))
    assert found.to_frame()["value"].tolist() == [0.5, 1, 2]
    assert found.outcome == "detections"


def test_a_varying_base_is_refused_and_universal_named():
    with pytest.raises(OneBaseNeededError, match='base_period="universal"'):
        check_sensitivity(effects("varying").aggregate("event_time"))


def test_imputation_coefficients_are_refused():
    with pytest.raises(OneBaseNeededError, match="regression of their own"):
        check_sensitivity(estimate_imputation(posts(), pre_periods=3))


def test_intervals_are_those_under_parallel_trends_widened():
    found = check_sensitivity(path(0.1, -0.1, 2, 2))
    assert found.parallel.low == pytest.approx(2 - 1.959964 * 0.1)
    assert (found.conf_low < found.parallel.low).all()
    assert (found.conf_high > found.parallel.high).all()


def test_a_lower_level_gives_shorter_intervals():
    wide, narrow = (check_sensitivity(path(0.1, -0.1, 2, 2), level=a) for a in (0.95, 0.8))
    assert (narrow.conf_high - narrow.conf_low < wide.conf_high - wide.conf_low).all()


def test_at_the_breakdown_value_the_interval_reaches_zero():
    first = check_sensitivity(path(0.3, -0.2, 2, 2))
    edge = check_sensitivity(path(0.3, -0.2, 2, 2), values=[first.breakdown])
    assert edge.conf_low[0] == pytest.approx(0, abs=1e-3)


def test_negative_effects_break_down_like_positive_ones():
    up, down = check_sensitivity(path(0.3, -0.2, 2, 2)), check_sensitivity(path(-0.3, 0.2, -2, -2))
    assert up.breakdown == pytest.approx(down.breakdown, rel=1e-3)


def test_with_little_noise_the_breakdown_value_is_the_effect_over_the_largest_step():
    """Steps before treatment of 0.5 and -0.3: an effect of 2 is undone by 4 times the largest."""
    found = check_sensitivity(path(-0.2, 0.3, 2, 2, std_error=1e-4))
    assert found.breakdown == pytest.approx(2 / 0.5, rel=1e-2)
    mean = check_sensitivity(path(-0.2, 0.3, 2, 2, std_error=1e-4), target="mean")
    assert mean.breakdown == pytest.approx(2 / (1.5 * 0.5), rel=1e-2)


def test_by_default_smoothness_takes_multiples_of_the_bend_before_treatment():
    """Levels -0.2, 0.3, 0: slopes 0.5 and -0.3, so a bend of 0.8."""
    found = check_sensitivity(path(-0.2, 0.3, 2, 2), method="smoothness")
    assert found.value == pytest.approx([0, 0.4, 0.8, 1.6])
    assert found.seen == pytest.approx(0.8)


def test_one_coefficient_before_treatment_has_no_bend_to_go_by():
    short = EffectPath.from_estimates([-2, 0], [0.1, 2.0], np.eye(2) * 0.01)
    found = check_sensitivity(short, method="smoothness")
    assert found.value.tolist() == [0]
    assert found.seen is None
    assert found.verdict == "cannot_be_tested"


def test_smoothness_needs_clusters_for_its_weights():
    with pytest.raises(TooFewClustersError, match="2 coefficients before treatment and 4 clusters"):
        check_sensitivity(path(0, 0, 2, 2, clusters=4), method="smoothness")
    assert check_sensitivity(path(0, 0, 2, 2, clusters=4)).n_clusters == 4


def test_smoothness_refuses_a_covariance_without_full_rank():
    tied = EffectPath.from_estimates([-3, -2, 0, 1], [0, 0, 2, 2], np.ones((4, 4)))
    with pytest.raises(SingularCovarianceError, match="4 coefficients has rank"):
        check_sensitivity(tied, method="smoothness")


@pytest.mark.parametrize(
    "options",
    [
        {"method": "rm"},
        {"target": "last"},
        {"values": []},
        {"values": [-1]},
        {"values": [np.nan]},
        {"values": ["a"]},
    ],
)
def test_options_that_do_not_exist_are_refused(options):
    with pytest.raises(OptionError, match="is not an option"):
        check_sensitivity(path(0, 0, 2, 2), **options)


def test_a_level_beyond_one_is_refused():
    with pytest.raises(DesignError, match="confidence level"):
        check_sensitivity(path(0, 0, 2, 2), level=95)


def test_a_breakdown_is_where_the_margin_ends():
    assert find_breakdown(lambda m: (3 - m, 3 + m), start=1.0) == pytest.approx(3, rel=1e-3)


def test_an_interval_with_zero_from_the_start_has_no_breakdown():
    assert find_breakdown(lambda m: (-1 - m, 1 + m), start=1.0) is None


def test_an_interval_that_never_widens_to_zero_breaks_down_at_infinity():
    assert find_breakdown(lambda _: (1.0, 2.0), start=1.0) == float("inf")


def test_steps_that_move_exactly_together_are_refused():
    # The step after treatment is that before it: their difference has no error.
    path = EffectPath.from_estimates([-2, 0], [-1.0, 1.0], [[1.0, -1.0], [-1.0, 1.0]])
    with pytest.raises(SingularCovarianceError):
        check_sensitivity(path, values=[1.0])
