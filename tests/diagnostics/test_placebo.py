from typing import Any

import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.diagnostics import check_placebo_outcome, check_placebo_timing
from evalcap.errors.dataset import ColumnNotFoundError
from evalcap.errors.design import OptionError
from evalcap.estimators.twfe import estimate_twfe


def frame(seed: int = 1, drift: float = 0.0, spill: float = 0.0) -> pd.DataFrame:
    """Eighty units over six periods, half treated from period 5, with an effect of 2.

    Before treatment the treated drift upwards; another outcome moves with the programme.
    """
    rng = np.random.default_rng(seed)
    unit, time = (a.ravel() for a in np.indices((80, 6)))
    treated = unit < 40
    under = treated & (time + 1 >= 5)
    score = rng.normal(size=480) + drift * treated * time + 2 * under
    other = rng.normal(size=480) + spill * under
    start = np.where(treated, 5.0, np.nan)
    return pd.DataFrame(
        {"unit": unit, "wave": time + 1, "start": start, "score": score, "other": other}
    )


def panel(data: pd.DataFrame, **more: Any) -> Panel:
    roles = {"unit": "unit", "time": "wave", "outcome": "score", "treated_from": "start"}
    return Panel.from_frame(data, **roles, **more)


def twfe(of: Panel) -> Any:
    return estimate_twfe(of)


def test_another_outcome_is_estimated_as_the_real_one_would_be():
    data = frame()
    found = check_placebo_outcome(panel(data), "other", estimate=twfe)
    expected = estimate_twfe(panel(data.assign(score=data["other"])))
    assert found.statistic == pytest.approx(expected.statistic())
    assert found.p_value == pytest.approx(expected.p_value())


@pytest.mark.parametrize(("spill", "verdict"), [(0.0, "passed"), (1.0, "failed")])
def test_an_effect_where_there_can_be_none_fails(spill, verdict):
    found = check_placebo_outcome(panel(frame(spill=spill)), "other")
    assert found.verdict == verdict
    assert "other" in found.sentence


def test_a_placebo_outcome_is_not_its_own_covariate():
    found = check_placebo_outcome(panel(frame(), covariates=["other"]), "other")
    assert found.verdict == "passed"


def test_an_outcome_that_is_not_there_is_refused():
    with pytest.raises(ColumnNotFoundError):
        check_placebo_outcome(panel(frame()), "absent")


def test_earlier_timing_compares_periods_before_treatment():
    """Moved two periods back: the mean of periods 3 and 4 against 2."""
    data = frame()
    found = check_placebo_timing(panel(data), shift=2)
    wide = data.pivot_table(index="unit", columns="wave", values="score")
    change = (wide[3] + wide[4]) / 2 - wide[2]
    expected = change[:40].mean() - change[40:].mean()
    assert found.details[0]["estimate"] == pytest.approx(expected)


def test_rows_under_treatment_are_left_out_and_counted():
    found = check_placebo_timing(panel(frame()), shift=2)
    assert found.excluded == {"rows under treatment": 80}


@pytest.mark.parametrize(("drift", "verdict"), [(0.0, "passed"), (0.5, "failed")])
def test_trends_that_part_before_treatment_fail(drift, verdict):
    found = check_placebo_timing(panel(frame(drift=drift)), shift=2, estimate=twfe)
    assert found.verdict == verdict


def test_a_shift_beyond_the_first_period_cannot_be_tested():
    found = check_placebo_timing(panel(frame()), shift=4)
    assert found.verdict == "cannot_be_tested"
    assert "in the 4 periods before treatment cannot be tested: no treated unit" in found.sentence


@pytest.mark.parametrize("shift", [0, -1])
def test_a_shift_forward_is_refused(shift):
    with pytest.raises(OptionError):
        check_placebo_timing(panel(frame()), shift=shift)


def test_an_effect_without_standard_error_is_no_pass():
    still = panel(frame().assign(other=3.0, score=1.0))
    for found in (check_placebo_outcome(still, "other"), check_placebo_timing(still, shift=1)):
        assert found.verdict == "cannot_be_tested"
        assert found.p_value is None
        assert "cannot be tested: the standard error cannot be computed" in found.sentence


def test_names_with_braces_are_only_names():
    data = frame().rename(columns={"other": "{effect} {x}"})
    assert "on {effect} {x}" not in check_placebo_timing(panel(data), shift=1).sentence
    assert check_placebo_outcome(panel(data), "{effect} {x}").verdict == "passed"
