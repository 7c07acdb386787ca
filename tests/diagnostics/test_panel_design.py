from typing import Any

import numpy as np
import pytest

from evalcap.diagnostics.panel_design import PanelDesign
from evalcap.errors.diagnostics import ImpossibleDesignError


def design(**changes: Any) -> PanelDesign:
    known: dict[str, Any] = {
        "n_clusters": 40,
        "units_per_cluster": 20,
        "icc": 0.05,
        "periods_before": 1,
        "periods_after": 1,
        "autocorrelation": 0.5,
        "correlation": "constant",
        "comparison": "difference_in_differences",
        "share_treated": 0.5,
        "sd": 1.0,
    }
    return PanelDesign(**(known | changes))


def test_the_standard_error_by_hand():
    """Design effect 1.95 over 20 units; two independent halves of a change; 10 = P(1-P)J."""
    assert design().std_error == pytest.approx(np.sqrt(1.95 / 20 * (1 - 0.5) * 2 / 10))


def test_an_unequal_split_is_less_precise():
    assert design(share_treated=0.2).std_error == pytest.approx(
        design().std_error * np.sqrt(0.25 / 0.16)
    )


def test_the_standard_error_is_in_units_of_the_outcome():
    assert design(sd=10.0).std_error == pytest.approx(10 * design().std_error)


def test_outcomes_before_cost_a_degree_of_freedom():
    assert design().degrees_of_freedom == 38
    assert design(comparison="ancova").degrees_of_freedom == 37


def test_every_impossible_number_is_named_at_once():
    with pytest.raises(ImpossibleDesignError) as caught:
        design(n_clusters=3, icc=1.5, autocorrelation=1.0, periods_before=0, sd=0.0)
    for name in ("n_clusters=3", "icc=1.5", "autocorrelation=1.0", "periods_before=0", "sd=0.0"):
        assert name in str(caught.value)


@pytest.mark.parametrize(
    ("name", "given"),
    [("n_clusters", 4.5), ("periods_after", 1.5), ("n_clusters", "40"), ("icc", None)],
)
def test_what_is_no_such_number_is_named(name, given):
    with pytest.raises(ImpossibleDesignError, match=f"{name}={given!r} is not"):
        design(**{name: given})


@pytest.mark.parametrize("sd", [1e-200, 1e200])
def test_no_unit_of_measure_is_too_small_or_large(sd):
    assert design(sd=sd).std_error == pytest.approx(sd * design().std_error, rel=1e-12, abs=0)


def test_outcomes_after_alone_need_no_period_before():
    assert design(comparison="after_only", periods_before=0).std_error > 0
