from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt

from evalcap.dataset import Panel
from evalcap.diagnostics import minimum_detectable_effect, simulate_power
from evalcap.errors.design import NoTreatedError, NoVariationError, OptionError, PeriodError
from evalcap.errors.diagnostics import NoBaselineError
from evalcap.estimate import Estimate
from evalcap.estimators.twfe import estimate_twfe


def frame(n_units: int = 60, n_periods: int = 4, seed: int = 5) -> pd.DataFrame:
    """Independent noise over time, a third of the units treated in the last period."""
    rng = np.random.default_rng(seed)
    unit, time = (a.ravel() for a in np.indices((n_units, n_periods)))
    return pd.DataFrame(
        {
            "unit": unit,
            "wave": time + 1,
            "start": np.where(unit % 3 == 0, float(n_periods), np.nan),
            "place": unit // 3,
            "score": rng.normal(size=len(unit))
            + 100.0 * ((unit % 3 == 0) & (time == n_periods - 1)),
        }
    )


def panel(data: pd.DataFrame, **more: Any) -> Panel:
    roles = {"unit": "unit", "time": "wave", "outcome": "score", "treated_from": "start"}
    return Panel.from_frame(data, **roles, **more)


def gap(of: Panel) -> Estimate:
    """Treated less untreated rows; found where that is above one half."""
    point = float(of.outcome[of.is_treated].mean())
    return Estimate("gap", point, 0.5 / 1.96, 4, 4, 4)


def test_all_assignments_of_a_small_design_are_counted():
    """Four units, two treated in the second of two periods: six pairs of their outcomes."""
    data = pd.DataFrame(
        {"unit": [0, 1, 2, 3] * 2, "wave": [1] * 4 + [2] * 4, "start": np.nan, "score": 0.0}
    )
    data.loc[data["wave"] == 2, "score"] = [0.0, 0.2, 0.6, 2.0]
    found = simulate_power(panel(data), effect=[0.0, 0.3], estimate=gap, draws=100)
    # Means of pairs: 0.1, 0.3, 1.0, 0.4, 1.1, 1.3.
    assert found.draws == 6
    assert found.power == pytest.approx([3 / 6, 5 / 6])
    assert found.size == pytest.approx(3 / 6)
    assert (found.n_groups, found.n_treated) == (4, 2)


def test_periods_under_treatment_are_not_rehearsed_on():
    """An effect of 100 there would drown everything."""
    found = simulate_power(panel(frame()), effect=1.0, estimate=estimate_twfe, draws=50)
    assert found.power[0] > 0.5


def test_the_size_is_kept():
    found = simulate_power(panel(frame()), effect=1.0, estimate=estimate_twfe, draws=400)
    assert found.size == pytest.approx(0.05, abs=3 * np.sqrt(0.05 * 0.95 / 400))


def test_independent_noise_has_the_power_of_the_formula():
    """Periods one and two before the placebo start in three, averaged over panels."""
    closed = minimum_detectable_effect(
        n_clusters=60, units_per_cluster=1, icc=0, periods_before=2, autocorrelation=0
    )
    power = [
        simulate_power(
            panel(frame(seed=seed)), effect=closed.effect, estimate=estimate_twfe, draws=40
        ).power[0]
        for seed in range(20)
    ]
    assert np.mean(power) == pytest.approx(0.8, abs=3 * np.std(power) / np.sqrt(20))


def test_treatment_is_dealt_to_clusters():
    found = simulate_power(
        panel(frame(), cluster="place"), effect=1.0, share_treated=0.25, draws=10
    )
    assert (found.n_groups, found.n_treated) == (20, 5)


def test_the_start_can_be_named():
    early = simulate_power(panel(frame()), effect=0.6, start=2, draws=100, estimate=estimate_twfe)
    late = simulate_power(panel(frame()), effect=0.6, start=3, draws=100, estimate=estimate_twfe)
    assert not np.array_equal(early.power, late.power)
    with pytest.raises(PeriodError):
        simulate_power(panel(frame()), effect=1.0, start=1)
    with pytest.raises(PeriodError):
        simulate_power(panel(frame()), effect=1.0, start=4)


def test_the_same_seed_gives_the_same_rehearsals():
    one, two, other = (
        simulate_power(panel(frame()), effect=0.5, draws=60, estimate=estimate_twfe, seed=s)
        for s in (1, 1, 2)
    )
    assert one.power == two.power
    assert one.power != other.power


def test_rehearsals_without_an_estimate_are_counted():
    def fussy(of: Panel) -> Estimate:
        if np.isfinite(of.treated_from[0]):
            raise NoTreatedError("not the first")
        return gap(of)

    found = simulate_power(panel(frame(6)), effect=1.0, estimate=fussy, draws=100)
    assert (found.draws, found.failed) == (10, 10)


def test_an_estimator_that_never_works_says_why():
    def never(_: Panel) -> Estimate:
        raise NoTreatedError("never works")

    with pytest.raises(NoTreatedError, match="never works"):
        simulate_power(panel(frame()), effect=1.0, estimate=never, draws=3)


def test_an_outcome_that_never_varies_finds_nothing_to_rehearse_on():
    with pytest.raises(NoVariationError):
        simulate_power(panel(frame().assign(score=2.0)), effect=1.0, draws=5)


def test_too_little_before_treatment_is_refused():
    with pytest.raises(NoBaselineError, match="1 period before anyone is treated"):
        simulate_power(panel(frame(n_periods=2)), effect=1.0)
    with pytest.raises(NoBaselineError, match="3 clusters"):
        simulate_power(panel(frame(3)), effect=1.0)


@pytest.mark.parametrize(
    "options",
    [
        {"effect": []},
        {"effect": np.nan},
        {"draws": 0},
        {"share_treated": 0.0},
        {"share_treated": 1},
    ],
)
def test_options_out_of_range_are_refused(options):
    with pytest.raises(OptionError):
        simulate_power(panel(frame()), **({"effect": 1.0} | options))


def test_the_monte_carlo_error_is_binomial():
    found = simulate_power(panel(frame()), effect=0.5, draws=50, estimate=estimate_twfe)
    p = found.power[0]
    assert found.std_error[0] == pytest.approx(np.sqrt(p * (1 - p) / 50))
    assert found.to_frame().columns.tolist() == ["effect", "power", "std_error"]


def test_it_reads_as_a_sentence_and_a_figure():
    found = simulate_power(panel(frame()), effect=[1, 2], draws=20, estimate=estimate_twfe)
    assert "With 30 of 60 treated, 20 rehearsals on score before treatment found" in str(found)
    axes = found.plot()
    assert axes.get_lines()[-1].get_xdata().tolist() == [1, 2]
    plt.close(axes.figure)
