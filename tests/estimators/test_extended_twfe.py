import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import ClusterError, DesignError, NoTreatedError, OptionError
from evalcap.estimators.extended_twfe import estimate_extended_twfe
from evalcap.estimators.imputation import estimate_imputation


@pytest.fixture
def frame() -> pd.DataFrame:
    """Sixteen posts over six years; starts in 2012, 2014 or never; regions."""
    rng = np.random.default_rng(45)
    frame = pd.DataFrame(
        [(post, year) for post in range(16) for year in range(2010, 2016)],
        columns=["post", "year"],
    )
    frame["start"] = np.repeat([2012, 2014, np.nan], [24, 36, 36])
    frame["region"] = frame["post"] % 5
    on = frame["year"] >= frame["start"]
    frame["checks"] = rng.normal(size=96) + frame["post"] + 2 * on
    return frame


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "post", "time": "year", "outcome": "checks", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | roles))


def test_in_a_balanced_panel_effects_are_those_of_imputation(frame):
    ours, theirs = estimate_extended_twfe(panel(frame)), estimate_imputation(panel(frame))
    assert ours.at.tolist() == theirs.at.tolist() == [0, 1, 2, 3]
    np.testing.assert_allclose(ours.estimate, theirs.estimate, rtol=1e-10)
    assert ours.overall.point == pytest.approx(theirs.overall.point, rel=1e-10)


def test_in_an_unbalanced_panel_they_are_those_of_dummies(frame):
    frame = frame.drop(index=[1, 8, 9, 30, 61, 95])
    cells = [(2012, year) for year in range(2012, 2016)] + [(2014, 2014), (2014, 2015)]
    on = [(frame["start"] == start) & (frame["year"] == year) for start, year in cells]
    dummies = [pd.get_dummies(frame[name], dtype=float) for name in ("post", "year")]
    design = np.column_stack([*on, *dummies]).astype(float)
    bread = np.linalg.pinv(design.T @ design)
    found = bread @ design.T @ frame["checks"].to_numpy()
    scores = design * (frame["checks"].to_numpy() - design @ found)[:, None]
    sums = pd.DataFrame(scores).groupby(frame["region"].to_numpy()).sum().to_numpy()
    covariance = 5 / 4 * 89 / (90 - 12) * (bread @ sums.T @ sums @ bread)
    share = np.zeros(len(found))
    share[:6] = [o.sum() for o in on]
    share /= share.sum()
    overall = estimate_extended_twfe(panel(frame, cluster="region")).overall
    assert overall.point == pytest.approx(share @ found, rel=1e-9)
    assert overall.std_error == pytest.approx(np.sqrt(share @ covariance @ share), rel=1e-8)
    assert (overall.n_obs, overall.degrees_of_freedom) == (90, 4)


def test_without_never_treated_late_cells_are_left_out_and_counted(frame):
    treated = frame[frame["start"].notna()]
    path = estimate_extended_twfe(panel(treated))
    assert path.overall.excluded == {"cells without comparison units": 4}
    by_hand = estimate_extended_twfe(panel(treated[treated["year"] < 2014]))
    np.testing.assert_allclose(path.estimate, by_hand.estimate, rtol=1e-9)


def test_a_cohort_never_seen_before_its_start_is_left_out_and_counted(frame):
    unseen = frame[(frame["start"] != 2012) | (frame["year"] >= 2012)]
    path = estimate_extended_twfe(panel(unseen))
    assert path.overall.excluded == {"cells without comparison units": 4}
    assert path.aggregate("cohort").at.tolist() == [2014]


def test_units_treated_in_the_first_period_are_left_out_and_counted(frame):
    early = frame.assign(start=frame["start"].mask(frame["post"] == 3, 2010))
    found = estimate_extended_twfe(panel(early)).overall
    assert found.excluded == {"units treated in or before the first period": 1}
    without = estimate_extended_twfe(panel(frame[frame["post"] != 3])).overall
    assert (found.point, found.std_error) == (without.point, without.std_error)


def test_a_cohort_of_one_unit_is_estimated_with_a_note(frame):
    path = estimate_extended_twfe(panel(frame[~frame["post"].isin([1, 2, 3])]))
    (note,) = path.notes
    assert note.startswith(
        "Some cells of cohort 2012: the standard error rests on one treated unit"
    )


def test_what_it_cannot_do_is_refused(frame):
    with pytest.raises(OptionError, match="variance="):
        estimate_extended_twfe(panel(frame), variance="hc3")
    with pytest.raises(DesignError, match="repeated cross-sections"):
        estimate_extended_twfe(panel(frame, unit=None))
    with pytest.raises(ClusterError):
        estimate_extended_twfe(panel(frame.assign(country=1), cluster="country"))
    with pytest.raises(NoTreatedError):
        estimate_extended_twfe(panel(frame.assign(start=np.nan)))
    with pytest.raises(NoTreatedError, match="told from period effects"):
        estimate_extended_twfe(panel(frame.assign(start=2012)))
