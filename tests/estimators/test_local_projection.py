import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import (
    ClusterError,
    DesignError,
    NoComparisonError,
    NoTreatedError,
    OptionError,
)
from evalcap.estimate.spread import NOTHING_VARIES
from evalcap.estimators.group_time import estimate_group_time
from evalcap.estimators.local_projection import estimate_local_projection


@pytest.fixture
def frame() -> pd.DataFrame:
    """Twenty posts over six years; starts in 2012, 2013, 2014 or never; regions and weights."""
    rng = np.random.default_rng(46)
    frame = pd.DataFrame(
        [(post, year) for post in range(20) for year in range(2010, 2016)],
        columns=["post", "year"],
    )
    frame["start"] = np.repeat([2012, 2013, 2014, np.nan], [24, 30, 30, 36])
    frame["region"] = frame["post"] % 6
    frame["size"] = rng.uniform(0.5, 2, size=20)[frame["post"]]
    on = frame["year"] >= frame["start"]
    frame["checks"] = rng.normal(size=120) + frame["post"] + 2 * on
    return frame


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "post", "time": "year", "outcome": "checks", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | roles))


@pytest.mark.parametrize(
    "roles", [{}, {"cluster": "region"}, {"weight": "size", "cluster": "region"}]
)
def test_with_equal_weights_the_path_is_that_of_group_time_effects(frame, roles):
    data = panel(frame, **roles)
    ours = estimate_local_projection(data, before=3)
    effects = estimate_group_time(data, comparison="not_yet_treated", base_period="universal")
    theirs = effects.aggregate("event_time", min_e=-4)
    known = ~theirs.is_base
    assert ours.at.tolist() == [e for e, k in zip(theirs.at, known, strict=True) if k]
    np.testing.assert_allclose(ours.estimate, theirs.estimate[known], rtol=1e-10)
    np.testing.assert_allclose(ours.std_error, theirs.std_error[known], rtol=1e-10)
    assert ours.pre_trends == "one_base"


def test_in_an_unbalanced_panel_cells_are_those_of_group_time_averaged_by_pairs(frame):
    # Each contrast is the group-time one; cohorts count by the units seen in both periods.
    short = frame.drop(index=[2, 3, 15, 40, 66, 100])
    data = panel(short)
    ours = estimate_local_projection(data, before=2)
    effects = estimate_group_time(data, comparison="not_yet_treated", base_period="universal")
    since = effects.time - effects.cohort
    for event, found in zip(ours.at, ours.estimate, strict=True):
        cells = (since == event) & ~effects.is_base
        expected = np.average(effects.att[cells], weights=effects.n_treated[cells])
        assert found == pytest.approx(expected, rel=1e-10)
    alone = panel(short[short["start"].isna() | (short["start"] == 2013)])
    ours = estimate_local_projection(alone)
    effects = estimate_group_time(alone, comparison="not_yet_treated")
    theirs = effects.aggregate("event_time", min_e=0)
    np.testing.assert_allclose(ours.estimate, theirs.estimate, rtol=1e-10)
    np.testing.assert_allclose(ours.std_error, theirs.std_error, rtol=1e-10)


def test_regression_s_own_weights_are_those_of_least_squares(frame):
    # At horizon 1: change on entry with an effect for every entry year, clustered by post.
    rows = []
    wide = frame.pivot_table(index="post", columns="year", values="checks")
    start = frame.groupby("post")["start"].first().fillna(np.inf)
    for entry in (2012, 2013, 2014):
        clean = start > entry + 1
        used = wide.index[clean | (start == entry)]
        change = wide[entry + 1] - wide[entry - 1]
        rows += [(entry, u, float(start[u] == entry), change[u]) for u in used]
    table = pd.DataFrame(rows, columns=["entry", "post", "on", "change"])
    design = np.column_stack([table["on"], pd.get_dummies(table["entry"], dtype=float)])
    bread = np.linalg.inv(design.T @ design)
    found = bread @ design.T @ table["change"]
    scores = design * (table["change"] - design @ found).to_numpy()[:, None]
    sums = pd.DataFrame(scores).groupby(table["post"]).sum().to_numpy()
    path = estimate_local_projection(panel(frame), weighting="variance")
    at = path.at.tolist().index(1)
    assert path.estimate[at] == pytest.approx(found[0], rel=1e-10)
    error = np.sqrt((bread @ sums.T @ sums @ bread)[0, 0])
    assert path.std_error[at] == pytest.approx(error, rel=1e-10)


def test_a_unit_in_many_clusters_adds_up_within_its_own(frame):
    # One cohort, one horizon: the influence of each post by hand, summed by region.
    two = frame[
        frame["year"].isin([2011, 2012]) & (frame["start"].isna() | (frame["start"] == 2012))
    ]
    wide = two.pivot_table(index="post", columns="year", values="checks")
    change, on = wide[2012] - wide[2011], wide.index < 4
    influence = np.where(
        on, (change - change[on].mean()) / on.sum(), -(change - change[~on].mean()) / (~on).sum()
    )
    sums = pd.Series(influence).groupby(wide.index % 6).sum()
    path = estimate_local_projection(panel(two, cluster="region"))
    assert path.estimate == pytest.approx([change[on].mean() - change[~on].mean()])
    assert path.std_error == pytest.approx([np.sqrt((sums**2).sum())])


def test_the_overall_effect_averages_entering_units_and_horizons(frame):
    path = estimate_local_projection(panel(frame), after=2)
    assert path.at.tolist() == [0, 1, 2]
    # Entering units: 4, 5 and 5; at horizon 2 the last cohort is not seen.
    share = np.array([14, 14, 9]) / 37
    assert path.overall.point == pytest.approx(share @ path.estimate)
    assert path.overall.std_error == pytest.approx(np.sqrt(share @ path.covariance @ share))


def test_cells_and_units_left_out_are_counted(frame):
    treated = frame[frame["start"].notna()].drop(index=2)
    found = estimate_local_projection(panel(treated)).overall
    # Clean units are left for the first cohort in 2012 and 2013, for the second in 2013 alone;
    # the post that misses 2012 enters at horizon 0 unpaired.
    assert found.excluded == {
        "cells without comparison units": 2 + 2 + 2,
        "units not seen in both periods, summed over cells": 1,
    }


def test_a_cohort_first_treated_after_the_last_period_is_comparison(frame):
    later = frame.assign(start=frame["start"].fillna(2016))
    ours, plain = (estimate_local_projection(panel(f)).overall for f in (later, frame))
    assert ours == plain


def test_units_treated_in_the_first_period_are_left_out_and_counted(frame):
    early = frame.assign(start=frame["start"].mask(frame["post"] == 3, 2010))
    found = estimate_local_projection(panel(early)).overall
    assert found.excluded["units treated in or before the first period"] == 1
    without = estimate_local_projection(panel(frame[frame["post"] != 3])).overall
    assert (found.point, found.std_error) == (without.point, without.std_error)


def test_across_a_gap_the_base_is_the_last_year_seen_and_no_effect(frame):
    gap = frame[(frame["year"] != 2012) & frame["start"].ne(2014)]
    path = estimate_local_projection(panel(gap), before=2)
    # 2011 is the base of both cohorts, one and two years before they start.
    assert path.at.tolist() == [-3, -2, 0, 1, 2, 3]
    assert path.pre_trends == "several_bases"
    wide = gap.pivot_table(index="post", columns="year", values="checks")
    change = wide[2010] - wide[2011]
    start = gap.groupby("post")["start"].first()
    by_cohort = [
        change[start == g].mean() - change[start.isna() | (start > g)].mean() for g in (2012, 2013)
    ]
    assert path.estimate[:2] == pytest.approx(by_cohort[::-1])


def test_time_in_fractions_counts_every_period(frame):
    quarters = frame.assign(
        year=2010 + (frame["year"] - 2010) / 4, start=2010 + (frame["start"] - 2010) / 4
    )
    ours, plain = (estimate_local_projection(panel(f)) for f in (quarters, frame))
    np.testing.assert_allclose(ours.at, plain.at / 4)
    np.testing.assert_allclose(ours.estimate, plain.estimate)


def test_one_unit_on_either_side_is_noted(frame):
    lone = frame[~frame["post"].isin([1, 2, 3]) & (frame["post"] < 15)]
    path = estimate_local_projection(panel(lone))
    treated, comparison = path.notes
    assert treated.startswith("Some cells of cohort 2012: the standard error rests on one treated")
    # Cohorts of 2012 and 2013 have others to compare with at first, but not to the end.
    assert comparison.startswith("Some cells of cohort 2012, 2013, 2014: the standard error")


def test_an_effect_that_nothing_varies_around_has_no_standard_error(frame):
    exact = frame.assign(checks=frame["post"] / 3 + 2.0 * (frame["year"] >= frame["start"]))
    path = estimate_local_projection(panel(exact))
    assert np.isnan(path.std_error).all()
    assert np.isnan(path.overall.std_error)
    assert path.overall.notes == (NOTHING_VARIES,)


@pytest.mark.parametrize(
    ("option", "given"), [("before", -1), ("after", -1), ("weighting", "size")]
)
def test_an_option_it_does_not_take_is_refused(frame, option, given):
    with pytest.raises(OptionError, match=f"{option}="):
        estimate_local_projection(panel(frame), **{option: given})


def test_what_it_cannot_do_is_refused(frame):
    with pytest.raises(DesignError, match="repeated cross-sections"):
        estimate_local_projection(panel(frame, unit=None))
    with pytest.raises(ClusterError):
        estimate_local_projection(panel(frame.assign(country=1), cluster="country"))
    with pytest.raises(NoComparisonError):
        estimate_local_projection(panel(frame.assign(start=2012)))
    with pytest.raises(NoTreatedError):
        estimate_local_projection(panel(frame.assign(start=np.nan)))
    unseen = frame[frame["start"].isna() | (frame["year"] < 2012)]
    with pytest.raises(NoTreatedError, match="both before and after"):
        estimate_local_projection(panel(unseen))
