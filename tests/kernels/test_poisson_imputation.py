import numpy as np
import pytest
import statsmodels.api as sm

from evalcap.kernels.imputation import Rows
from evalcap.kernels.layout import Layout
from evalcap.kernels.poisson_imputation import cell_means, is_predictable, predict_untreated


def draw(seed: int = 5, n_units: int = 30) -> tuple[Rows, np.ndarray]:
    """Units treated from period 2, 3 or never, over five periods; the cohort of each row."""
    rng = np.random.default_rng(seed)
    unit, period = (code.ravel() for code in np.indices((n_units, 5)))
    start = np.array([2, 3, 9])[np.arange(n_units) % 3][unit]
    level = rng.normal(0.3, 0.8, size=n_units)[unit]
    outcome = rng.poisson(np.exp(level + 0.1 * period + 0.4 * (period >= start))).astype(float)
    rows = Rows(Layout.of(unit, period), outcome, np.ones(len(unit)), period >= start)
    return rows, start


def cells(rows: Rows, start: np.ndarray) -> np.ndarray:
    code = np.zeros(len(start), np.intp)
    code[rows.treated] = np.unique(
        (10 * start + rows.layout.period)[rows.treated], return_inverse=True
    )[1]
    return code


def saturated(rows: Rows, start: np.ndarray):
    """Wooldridge's regression: cohorts, periods, and an effect of every cell under treatment."""
    code = cells(rows, start)
    effects = rows.treated[:, None] & (code[:, None] == np.arange(code.max() + 1))
    columns = [np.ones(len(start)), start == 2, start == 3]
    design = np.column_stack([*columns, *(rows.layout.period == t for t in range(1, 5)), effects])
    model = sm.GLM(rows.outcome, design.astype(float), sm.families.Poisson())
    groups = {"groups": rows.layout.unit % 11, "use_correction": False}
    fit = model.fit(cov_type="cluster", cov_kwds=groups, tol=1e-15)
    return design.astype(float), effects, fit


def test_a_balanced_panel_gives_the_regression_with_an_effect_of_every_cell():
    rows, start = draw()
    design, effects, fit = saturated(rows, start)
    without = design.copy()
    without[:, -effects.shape[1] :] = 0
    means = cell_means(
        rows, predict_untreated(rows), rows.weight, cells(rows, start), rows.layout.unit % 11
    )
    counts = effects.sum(axis=0)
    np.testing.assert_allclose(means.observed, effects.T @ fit.mu / counts, rtol=1e-9)
    expected = effects.T @ np.exp(without @ fit.params) / counts
    np.testing.assert_allclose(means.counterfactual, expected, rtol=1e-8)


def test_scores_are_those_of_its_delta_method():
    rows, start = draw()
    design, effects, fit = saturated(rows, start)
    without = design.copy()
    without[:, -effects.shape[1] :] = 0
    means = cell_means(
        rows, predict_untreated(rows), rows.weight, cells(rows, start), rows.layout.unit % 11
    )
    shares = effects / effects.sum(axis=0)
    gradient = np.vstack(
        [
            shares.T @ (fit.mu[:, None] * design),
            shares.T @ (np.exp(without @ fit.params)[:, None] * without),
        ]
    )
    expected = gradient @ fit.cov_params() @ gradient.T
    np.testing.assert_allclose(means.scores.T @ means.scores, expected, rtol=1e-7, atol=1e-12)


def test_two_groups_in_two_periods_multiply_the_growth_of_the_comparison():
    outcome = np.array([4.0, 9, 6, 11, 3, 4, 5, 4])
    unit, period = (code.ravel() for code in np.indices((4, 2)))
    rows = Rows(Layout.of(unit, period), outcome, np.ones(8), (unit < 2) & (period == 1))
    means = cell_means(
        rows, predict_untreated(rows), rows.weight, np.zeros(8, np.intp), rows.layout.unit
    )
    assert (means.observed[0], means.counterfactual[0]) == pytest.approx((10, 5 * (4 / 4)))


def test_rates_weighted_by_exposure_average_to_counts():
    rows, start = draw()
    exposure = np.random.default_rng(9).uniform(1, 3, size=len(start))
    rates = Rows(rows.layout, rows.outcome / exposure, exposure, rows.treated)
    code = cells(rows, start)
    untreated = predict_untreated(rates)
    means = cell_means(rates, untreated, np.ones(len(start)), code, rows.layout.unit)
    on = rows.treated
    size = np.bincount(code[on])
    observed = np.bincount(code[on], rows.outcome[on]) / size
    expected = np.bincount(code[on], (exposure * untreated.mean)[on]) / size
    np.testing.assert_allclose(means.observed, observed)
    np.testing.assert_allclose(means.counterfactual, expected)
    np.testing.assert_allclose(means.weight, size)


def test_a_unit_without_events_before_treatment_is_expected_to_have_none():
    rows, _ = draw()
    silent = rows.layout.unit == 0
    outcome = np.where(silent & ~rows.treated, 0.0, rows.outcome)
    changed = Rows(rows.layout, outcome, rows.weight, rows.treated)
    assert is_predictable(changed).all()
    untreated = predict_untreated(changed)
    assert (untreated.mean[silent] == 0).all()
    assert untreated.unit[0] == -1


def test_periods_without_events_among_untreated_rows_predict_nothing():
    rows, _ = draw()
    outcome = np.where((rows.layout.period == 4) & ~rows.treated, 0.0, rows.outcome)
    changed = Rows(rows.layout, outcome, rows.weight, rows.treated)
    assert (is_predictable(changed) == (rows.layout.period < 4)).all()
