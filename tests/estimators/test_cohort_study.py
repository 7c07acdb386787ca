import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import ClusterError, DesignError, NoTreatedError
from evalcap.estimators.cohort_study import Term, fit_terms, require_repeated
from evalcap.estimators.cohorts import cut_cohorts
from evalcap.estimators.sample import Sample, draw_sample


@pytest.fixture
def frame() -> pd.DataFrame:
    """Nine posts over four years; starts in the third, the fourth or never; weights."""
    rng = np.random.default_rng(8)
    frame = pd.DataFrame([(u, t) for u in range(9) for t in (1, 2, 3, 4)], columns=["post", "year"])
    frame["start"] = np.repeat([3, 4, np.nan], 12)
    frame["size"] = 1.0 + frame["post"] % 3
    frame["checks"] = rng.normal(size=36)
    return frame


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "post", "time": "year", "outcome": "checks", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | roles))


def sample(frame: pd.DataFrame, **roles: object) -> Sample:
    data = panel(frame, **roles)
    return draw_sample(data, covariates=(), unbalanced="pairs", anticipation=0)


def fit(frame: pd.DataFrame, *terms: Term, variance: str = "clustered", **roles: object):
    return fit_terms(
        cut_cohorts(sample(frame, **roles)),
        terms,
        calendar=panel(frame).calendar,
        variance=variance,
        estimator="by hand",
    )


def test_one_term_is_a_regression_on_dummies(frame):
    cells = fit(frame, Term(3, 3))
    on = ((frame["start"] == 3) & (frame["year"] == 4)).astype(float)
    dummies = [pd.get_dummies(frame[name], dtype=float) for name in ("post", "year")]
    design = np.column_stack([on, *dummies])
    expected, *_ = np.linalg.lstsq(design, frame["checks"].to_numpy())
    assert cells.estimate == pytest.approx([expected[0]])
    assert (cells.cohort.tolist(), cells.time.tolist()) == ([3], [4])
    assert cells.weight.tolist() == [3]
    assert cells.degrees_of_freedom == 8


def test_terms_that_period_effects_take_up_are_left_out_and_counted(frame):
    treated = frame[frame["start"].notna()]
    # In the fourth year everyone is treated, so that its two effects are the year's.
    terms = Term(3, 2), Term(3, 3), Term(4, 3)
    cells = fit(treated, *terms)
    assert cells.time.tolist() == [3]
    assert cells.excluded == {"cells without comparison units": 2}
    without = fit(treated[treated["year"] < 4].assign(start=treated["start"]), Term(3, 2))
    assert cells.estimate == pytest.approx(without.estimate)


def test_a_combination_that_is_determined_counts_among_the_parameters(frame):
    # Of the fourth year's effect and the two of cohorts only their differences are known.
    treated = frame[frame["start"].notna()]
    cells = fit(treated, Term(3, 2), Term(3, 3), Term(4, 3))
    on = [((treated["start"] == g) & (treated["year"] == t)) for g, t in ((3, 3), (3, 4), (4, 4))]
    dummies = pd.get_dummies(treated[["post", "year"]].astype("category"), dtype=float)
    design = np.column_stack([*on, dummies]).astype(float)
    rank = np.linalg.matrix_rank(design)
    bread = np.linalg.pinv(design.T @ design)
    residual = treated["checks"] - design @ (bread @ design.T @ treated["checks"])
    scores = pd.DataFrame(design * residual.to_numpy()[:, None]).groupby(treated["post"].to_numpy())
    sums = scores.sum().to_numpy()
    # Six clusters, 24 rows; unit effects lie within clusters and cost nothing but the constant.
    factor = 6 / 5 * 23 / (24 - (rank - 5))
    expected = np.sqrt(factor * (bread @ sums.T @ sums @ bread)[0, 0])
    assert np.sqrt(cells.covariance[0, 0]) == pytest.approx(expected, rel=1e-9)


def test_no_effect_under_treatment_is_refused(frame):
    with pytest.raises(NoTreatedError, match="told from period effects"):
        fit(frame, Term(3, 0))


def test_one_cluster_is_refused(frame):
    with pytest.raises(ClusterError):
        fit(frame.assign(country=1), Term(3, 3), cluster="country")


def test_a_regression_that_fits_every_row_has_no_errors_by_row(frame):
    two = frame[frame["post"].isin([0, 8]) & (frame["year"] > 1)]
    with pytest.raises(DesignError, match="fits all 6 rows exactly"):
        fit(two, Term(3, 1), Term(3, 2), variance="robust")


def test_repeated_cross_sections_are_refused(frame):
    require_repeated(panel(frame))
    with pytest.raises(DesignError, match="repeated cross-sections"):
        require_repeated(panel(frame, unit=None))
