from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from evalcap.errors.design import DesignError
from evalcap.estimate import Estimate


@pytest.fixture
def estimate() -> Estimate:
    return Estimate("ATT", 2.4, 0.5, n_obs=960, n_units=480, n_clusters=48)


def test_it_reads_as_a_sentence(estimate):
    assert str(estimate) == "ATT 2.4 (95% CI 1.42 to 3.38; 480 units in 48 clusters)"
    alone = replace(estimate, n_clusters=480)
    assert str(alone) == "ATT 2.4 (95% CI 1.42 to 3.38; 480 units)"


def test_intervals_are_normal_unless_degrees_of_freedom_are_given(estimate):
    assert estimate.interval(0.9) == pytest.approx((2.4 - 1.644854 * 0.5, 2.4 + 1.644854 * 0.5))
    few = replace(estimate, degrees_of_freedom=9)
    assert few.interval() == pytest.approx((2.4 - 2.262157 * 0.5, 2.4 + 2.262157 * 0.5))


def test_p_values_are_of_any_null(estimate):
    assert estimate.p_value() == pytest.approx(1.586e-6, rel=1e-3)
    assert estimate.p_value(2.4) == 1
    assert estimate.p_value(2.4 - 1.959964 * 0.5) == pytest.approx(0.05)


def test_an_interval_holds_the_nulls_that_are_not_rejected(estimate):
    low, high = estimate.interval(0.8)
    assert estimate.p_value(low) == pytest.approx(0.2)
    assert estimate.p_value(high) == pytest.approx(0.2)


@pytest.mark.parametrize("level", [95, 1, 0, -0.5, np.nan])
def test_a_level_that_is_no_share_is_refused(estimate, level):
    with pytest.raises(DesignError, match="is not a confidence level"):
        estimate.interval(level)


def test_one_tidy_row(estimate):
    frame = estimate.to_frame()
    assert frame.columns.tolist() == [
        "term",
        "estimate",
        "std_error",
        "statistic",
        "p_value",
        "conf_low",
        "conf_high",
    ]
    assert frame.loc[0, ["term", "estimate", "statistic"]].tolist() == ["ATT", 2.4, 4.8]


def test_a_result_cannot_be_changed(estimate):
    with pytest.raises(FrozenInstanceError):
        estimate.point = 3


def test_a_notebook_shows_notes_and_no_markup_of_the_data(estimate):
    noted = replace(estimate, estimand="<b>ATT</b>", notes=("rests on <one> unit",))
    html = noted._repr_html_()
    assert "&lt;one&gt;" in html
    assert "<b>" not in html
