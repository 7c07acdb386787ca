import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.estimate import Estimate
from evalcap.estimators.group_time import estimate_group_time
from evalcap.estimators.panel import estimate_panel
from evalcap.estimators.twfe import estimate_twfe
from evalcap.inference.few_clusters import LeastSquares, count_clusters, few_clusters
from evalcap.inference.jackknife import jackknife_clusters
from evalcap.inference.randomisation import randomisation_test
from evalcap.inference.wild_bootstrap import wild_bootstrap

ROLES = {"unit": "u", "time": "t", "outcome": "y", "treated_from": "g", "never": 0, "cluster": "c"}


def posts(n_treated: int, n_comparison: int) -> pd.DataFrame:
    n_clusters = n_treated + n_comparison
    rng = np.random.default_rng(n_clusters)
    unit, time = (a.ravel() for a in np.indices((2 * n_clusters, 4)))
    frame = pd.DataFrame({"u": unit, "t": time, "c": unit % n_clusters})
    frame["g"] = np.where(frame["c"] < n_treated, 2, 0)
    frame["d"] = ((frame["g"] > 0) & (time >= 2)).astype(float)
    frame["x"] = rng.normal(size=len(frame))
    frame["y"] = frame["d"] + rng.normal(size=(n_clusters, 4))[frame["c"], time]
    return frame


def panel_of(n_treated: int, n_comparison: int) -> Panel:
    return Panel.from_frame(posts(n_treated, n_comparison), **ROLES)


def overall(panel: Panel) -> Estimate:
    return estimate_group_time(panel).aggregate("overall")


@pytest.mark.parametrize("clusters", [(20, 20), (6, 34), (2, 40)])
def test_forty_clusters_are_not_few(clusters):
    panel = panel_of(*clusters)
    assert few_clusters(overall(panel), panel, overall) is None


def test_least_squares_get_the_wild_bootstrap():
    frame = posts(6, 7)
    panel = Panel.from_frame(frame, **ROLES)
    found = few_clusters(estimate_twfe(panel), panel, estimate_twfe, least_squares=LeastSquares())
    test = wild_bootstrap(
        frame, outcome="y", regressors=["d"], parameter="d", cluster="c", fixed_effects=["u", "t"]
    )
    assert found.method == "wild_bootstrap"
    assert found.p_value == test.p_value
    assert found.interval == pytest.approx(test.interval())
    assert found.sentence == (
        "With 13 clusters the conventional interval tends to be too narrow; the wild cluster "
        f"bootstrap (all 8192 sign patterns) gives a 95% CI from {test.interval().low:.4g} to "
        f"{test.interval().high:.4g}, p = {test.p_value:.3g}."
    )


def test_other_estimators_get_the_jackknife():
    panel = panel_of(6, 6)
    found = few_clusters(overall(panel), panel, overall)
    test = jackknife_clusters(panel, overall)
    assert found.method == "jackknife"
    assert found.p_value == pytest.approx(test.p_value)
    assert found.interval == pytest.approx(test.interval())
    assert "leaving out one cluster at a time" in str(found)


@pytest.mark.parametrize("clusters", [(5, 9), (9, 5)])
@pytest.mark.parametrize("spec", [LeastSquares(), None])
def test_few_clusters_on_one_side_get_randomisation_inference(clusters, spec):
    panel = panel_of(*clusters)
    estimator = estimate_twfe if spec else overall
    found = few_clusters(estimator(panel), panel, estimator, least_squares=spec, draws=99)
    test = randomisation_test(panel, estimator, invert=True, draws=99)
    assert found.method == "randomisation"
    assert found.p_value == test.p_value
    assert found.interval == pytest.approx(test.interval())
    assert found.sentence.startswith(
        f"Treated units stand in {clusters[0]} clusters and comparison units in {clusters[1]} "
        "clusters, too few for other methods; randomisation inference (random 99 assignments of "
        "treatment to 14 clusters)"
    )


def test_assignments_too_few_to_reject_anything_are_told():
    panel = panel_of(1, 9)
    found = few_clusters(overall(panel), panel, overall)
    assert found.interval == (-np.inf, np.inf)
    assert "gives a 95% CI without limits, p = " in found.sentence
    assert found.sentence.endswith("10 assignments cannot give a p-value below 0.1.")


def test_where_treatment_cannot_be_dealt_anew_the_others_serve_with_a_warning():
    def square(panel: Panel) -> Estimate:
        whole = estimate_twfe(panel)
        return Estimate("square", whole.point**2, 1.0, whole.n_obs, 0, panel.n_clusters)

    panel = panel_of(5, 9)
    found = few_clusters(square(panel), panel, square, draws=99)
    assert found.method == "jackknife"
    assert "the estimator is not linear in the outcome" in found.sentence
    assert found.sentence.endswith("Read it with great caution.")
    with_spec = few_clusters(square(panel), panel, square, least_squares=LeastSquares(), draws=99)
    assert with_spec.method == "wild_bootstrap"


def test_a_coefficient_that_is_not_treatment_asks_for_no_treated_clusters():
    panel = panel_of(2, 7)
    spec = LeastSquares(covariates=("x",), fixed_effects=("unit",), parameter="x")

    def coefficient(panel: Panel) -> Estimate:
        return estimate_panel(panel, regressors=["x"]).term("x")

    found = few_clusters(coefficient(panel), panel, coefficient, least_squares=spec)
    assert found.method == "wild_bootstrap"


def test_a_handful_of_clusters_is_drawn_with_webb_weights():
    frame = posts(2, 2)
    panel = Panel.from_frame(frame, **ROLES)
    spec = LeastSquares(covariates=("x",), fixed_effects=("unit",), parameter="x")

    def coefficient(panel: Panel) -> Estimate:
        return estimate_panel(panel, regressors=["x"]).term("x")

    found = few_clusters(coefficient(panel), panel, coefficient, least_squares=spec)
    test = wild_bootstrap(
        frame,
        outcome="y",
        regressors=["x"],
        parameter="x",
        cluster="c",
        fixed_effects="u",
        weights="webb",
    )
    assert found.p_value == test.p_value


def test_clusters_with_both_kinds_of_units_count_on_both_sides():
    frame = posts(3, 4)
    frame["c"] = frame["u"] // 5
    counts = count_clusters(Panel.from_frame(frame, **ROLES))
    # Units 0-2 and 7-9 are treated: clusters 0 and 1; every cluster has other units but none.
    assert (counts.treated, counts.comparison) == (2, 3)


def test_treatment_after_the_last_period_is_comparison():
    frame = posts(3, 4)
    frame.loc[frame["c"] == 5, "g"] = 9
    assert count_clusters(Panel.from_frame(frame, **ROLES)).comparison == 4


def test_where_all_are_treated_the_later_cohorts_are_comparison():
    frame = posts(3, 4).assign(g=lambda f: np.where(f["c"] < 3, 2, 3))
    counts = count_clusters(Panel.from_frame(frame, **ROLES))
    assert (counts.treated, counts.comparison) == (7, 4)
