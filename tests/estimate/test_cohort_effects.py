from dataclasses import replace

import numpy as np
import pytest

from evalcap.errors.design import OptionError
from evalcap.estimate.cohort_effects import CohortEffects, along
from evalcap.estimate.spread import NOTHING_VARIES


@pytest.fixture
def cells() -> CohortEffects:
    """Cohorts 3 and 4, the first twice as large; one period before and two after their start."""
    return CohortEffects(
        cohort=np.array([3.0, 3, 3, 4, 4]),
        time=np.array([1.0, 3, 4, 2, 4]),
        estimate=np.array([0.3, 1.0, 4.0, -0.3, 7.0]),
        covariance=np.diag([1.0, 4, 9, 16, 25]),
        weight=np.array([2.0, 2, 2, 1, 1]),
        n_obs=12,
        n_units=3,
        n_clusters=3,
        degrees_of_freedom=2,
        estimator="by hand",
        notes=("Known.",),
    )


def test_the_overall_effect_averages_rows_under_treatment(cells):
    overall = cells.overall()
    assert overall.point == pytest.approx((2 * 1 + 2 * 4 + 7) / 5)
    assert overall.std_error == pytest.approx(np.sqrt(4 * 4 + 4 * 9 + 25) / 5)
    assert overall.notes == ("Known.",)


@pytest.mark.parametrize(
    ("by", "at", "estimate"),
    [
        ("event_time", [-2, 0, 1], [(2 * 0.3 - 0.3) / 3, (2 * 1 + 7) / 3, 4]),
        ("cohort", [3, 4], [2.5, 7]),
        ("calendar_time", [3, 4], [1, (2 * 4 + 7) / 3]),
    ],
)
def test_effects_are_averaged_by_weight_along(cells, by, at, estimate):
    path = along(cells, by)
    assert path["at"].tolist() == at
    assert path["estimate"] == pytest.approx(estimate)


def test_averages_that_share_effects_vary_together(cells):
    _, covariance = cells.averages([cells.is_post, cells.time == 4])
    # Weights 2/5, 2/5, 1/5 against 2/3, 1/3: 4/15 of the variance 9 and 1/15 of 25.
    assert covariance[0, 1] == pytest.approx(4 / 15 * 9 + 25 / 15)


def test_only_rounding_is_no_standard_error(cells):
    exact = replace(cells, covariance=1e-30 * cells.covariance, rounding=1e-13)
    overall = exact.overall()
    assert np.isnan(overall.std_error)
    assert overall.notes == ("Known.", NOTHING_VARIES)
    assert (along(exact, "event_time")["covariance"] == 0).all()


def test_another_way_to_average_is_refused(cells):
    with pytest.raises(OptionError, match="by='overall'"):
        along(cells, "overall")
