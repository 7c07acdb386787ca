import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import (
    ClusterError,
    EligibilityError,
    MissingKindsError,
    NoTreatedError,
    OptionError,
)
from evalcap.estimators.group_time import estimate_group_time
from evalcap.estimators.group_time_triple_difference import (
    estimate_group_time_triple_difference,
)
from evalcap.estimators.triple_cell import REFUSED, TOO_SMALL, WITHOUT_BOTH
from evalcap.estimators.triple_difference import estimate_triple_difference


@pytest.fixture
def frame() -> pd.DataFrame:
    """Ninety-six people of twelve towns over five years; the programme comes in 2012, 2013, never.

    Of the towns reached in 2013 most people are eligible, of the others fewer.
    """
    rng = np.random.default_rng(20)
    frame = pd.DataFrame([(p, t) for p in range(96) for t in range(5)], columns=["person", "year"])
    frame["year"] += 2010
    frame["town"] = frame["person"] % 12
    frame["start"] = np.array([2012, 2013, np.nan])[frame["town"] % 3]
    share = np.array([0.4, 0.75, 0.4])[frame["town"] % 3]
    frame["young"] = ((frame["person"] // 12 + 0.5) / 8 < share).astype(int)
    frame["age"] = rng.normal(size=96)[frame["person"]]
    frame["size"] = rng.uniform(0.5, 2, size=96)[frame["person"]]
    frame["income"] = frame["person"] + rng.normal(size=480)
    return frame


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "person", "time": "year", "outcome": "income", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | roles))


def estimate(frame: pd.DataFrame, roles: dict[str, object] | None = None, **options: object):
    data = panel(frame, **(roles or {}))
    return estimate_group_time_triple_difference(data, eligible="young", **options)


@pytest.mark.parametrize("roles", [{}, {"cluster": "town", "weight": "size"}, {"unit": None}])
@pytest.mark.parametrize("covariates", [[], ["age"]])
def test_with_one_comparison_cohort_a_cell_is_the_triple_difference_of_its_periods(
    frame, roles, covariates
):
    effects = estimate(frame, roles, covariates=covariates)
    cells = effects.to_frame().query("time >= cohort")
    assert len(cells) == 5
    for cell in cells.itertuples():
        pair = frame[frame["start"].isna() | (frame["start"] == cell.cohort)]
        two = estimate_triple_difference(
            panel(pair, **roles),
            eligible="young",
            before=cell.base,
            after=cell.time,
            covariates=covariates,
        )
        assert cell.estimate == pytest.approx(two.point, rel=1e-10)
        assert cell.std_error == pytest.approx(two.std_error, rel=1e-10)


def mean_change(frame: pd.DataFrame, start: float, young: int, base: int, time: int) -> pd.Series:
    wide = frame.pivot_table(index="person", columns="year", values="income")
    own = frame[(frame["start"].fillna(0) == start) & (frame["young"] == young)]["person"].unique()
    return (wide[time] - wide[base]).loc[own]


def test_several_comparison_cohorts_are_weighted_by_the_inverse_of_their_covariance(frame):
    effects = estimate(frame, comparison="not_yet_treated")
    cell = effects.to_frame().query("cohort == 2012 and time == 2012").iloc[0]
    changes = {
        (start, kind): mean_change(frame, start, kind, 2011, 2012)
        for start in (2012, 2013, 0)
        for kind in (1, 0)
    }
    mean = {group: change.mean() for group, change in changes.items()}
    variance = {group: change.var(ddof=0) / len(change) for group, change in changes.items()}
    own = mean[2012, 1] - mean[2012, 0]
    found = np.array([own - (mean[other, 1] - mean[other, 0]) for other in (2013, 0)])
    shared = variance[2012, 1] + variance[2012, 0]
    alone = np.diag([variance[other, 1] + variance[other, 0] for other in (2013, 0)])
    inverse = np.linalg.inv(shared + alone)
    assert cell["estimate"] == pytest.approx(inverse.sum(axis=0) @ found / inverse.sum())
    assert cell["std_error"] == pytest.approx(1 / np.sqrt(inverse.sum()))
    assert (cell["n_treated"], cell["n_comparison"]) == (len(changes[2012, 1]), 96 - 12)


def growing(frame: pd.DataFrame) -> pd.DataFrame:
    """Incomes without noise that grow by town and by kind, and by 4 where the programme treats."""
    since = frame["year"] - 2010
    growth = np.array([1.0, 5.0, 0.0])[frame["town"] % 3] + 2.0 * frame["young"]
    treated = (frame["year"] >= frame["start"]) & (frame["young"] == 1)
    return frame.assign(income=frame["person"] + growth * since + 4.0 * treated)


@pytest.mark.parametrize("comparison", ["never_treated", "not_yet_treated"])
@pytest.mark.parametrize("base_period", ["varying", "universal"])
def test_a_known_effect_is_found_exactly_where_trends_differ_alike(frame, comparison, base_period):
    effects = estimate(growing(frame), comparison=comparison, base_period=base_period)
    np.testing.assert_allclose(effects.att[effects.is_post], 4.0)
    np.testing.assert_allclose(effects.att[~effects.is_post], 0.0, atol=1e-9)


def test_cohorts_that_differ_in_who_is_eligible_are_no_comparison_together(frame):
    # Together, of the eligible more are from towns that grow fast: by algebra 5 times the shares.
    exact = growing(frame)
    pooled = estimate_triple_difference(panel(exact), eligible="young", before=2011, after=2012)
    others = frame[frame["start"] != 2012].groupby("young")["start"]
    share = others.agg(lambda start: start.notna().mean())
    assert share[1] - share[0] > 0.3
    assert pooled.point == pytest.approx(4.0 - 5.0 * (share[1] - share[0]))
    cells = estimate(exact, comparison="not_yet_treated").to_frame()
    assert cells.query("cohort == 2012 and time == 2012")["estimate"].item() == pytest.approx(4.0)


def test_averages_count_the_eligible(frame):
    effects = estimate(frame, comparison="never_treated")
    cells, after = effects.to_frame(), effects.is_post
    n_young = frame[frame["young"] == 1].groupby("start")["person"].nunique()
    weight = cells.loc[after, "cohort"].map(n_young)
    expected = np.average(cells.loc[after, "estimate"], weights=weight)
    overall = effects.aggregate("overall")
    assert overall.point == pytest.approx(expected)
    assert overall.estimand == "ATT on eligible units"
    assert effects.aggregate("event_time").overall.estimand == "ATT on eligible units"


def test_where_the_ineligible_do_not_change_it_is_the_double_difference(frame):
    # Then all they add is nothing, to the estimate and to its influence.
    still = frame.assign(income=frame["income"].where(frame["young"] == 1, frame["person"]))
    triple = estimate(still)
    double = estimate_group_time(panel(still[still["young"] == 1]))
    np.testing.assert_allclose(triple.att, double.att)
    np.testing.assert_allclose(triple.std_error, double.std_error)


def test_a_comparison_cohort_without_both_kinds_is_left_out_and_counted(frame):
    only_young = frame[(frame["start"] != 2013) | (frame["young"] == 1)]
    effects = estimate(only_young, comparison="not_yet_treated")
    never = estimate(frame[frame["start"] != 2013])
    np.testing.assert_allclose(effects.att[effects.cohort == 2012], never.att)
    # In the cells of 2012 at 2011 and 2012; its own cells have no ineligible units either.
    assert effects.excluded[WITHOUT_BOTH] == 2
    assert effects.excluded["cells without comparison units"] == 4
    assert set(effects.cohort) == {2012}


def test_a_comparison_cohort_too_small_to_be_weighed_is_left_out_and_counted(frame):
    # One ineligible person: no variance is seen, which would earn the cohort all weight.
    one = frame[(frame["start"] != 2013) | (frame["young"] == 1) | (frame["person"] == 73)]
    assert frame.query("person == 73 and start == 2013 and young == 0").shape[0] == 5
    effects = estimate(one, comparison="not_yet_treated")
    never = estimate(frame[frame["start"] != 2013])
    np.testing.assert_allclose(effects.att[effects.cohort == 2012], never.att)
    assert effects.excluded[TOO_SMALL] == 2


def test_the_only_comparison_cohort_serves_however_small_it_is(frame):
    few = frame[frame["start"].notna() | frame["person"].isin([2, 83])]
    assert few.loc[few["start"].isna(), "young"].nunique() == 2
    effects = estimate(few)
    assert TOO_SMALL not in effects.excluded
    assert any("one comparison unit" in note for note in effects.notes)


def test_a_refused_comparison_is_left_out_where_another_cohort_serves(frame):
    apart = (frame["start"] == 2013) & (frame["young"] == 0)
    separated = frame.assign(age=frame["age"] + 100 * apart)
    effects = estimate(separated, comparison="not_yet_treated", covariates=["age"])
    never = estimate(frame[frame["start"] != 2013], covariates=["age"])
    np.testing.assert_allclose(effects.att[effects.cohort == 2012], never.att)
    assert effects.excluded[REFUSED] == 2
    # Cohort 2013 itself cannot do without its ineligible units.
    assert {cell.cohort for cell in effects.refused} == {2013}
    assert "with the ineligible there" in effects.refused[0].reason


def test_a_cell_without_any_comparison_that_holds_is_refused_by_name(frame):
    apart = frame["start"].isna() & (frame["young"] == 1)
    separated = frame.assign(age=frame["age"] + 100 * apart)
    effects = estimate(separated, comparison="not_yet_treated", covariates=["age"])
    late = next(cell for cell in effects.refused if cell.time == 2014)
    assert "cohort 2012 at 2014 against 2011, compared with the eligible of places never" in (
        late.reason
    )


def test_units_left_out_are_counted_once(frame):
    gap = (frame["year"] == 2012) & frame["person"].isin([0, 1, 2])
    dirty = frame.assign(
        income=frame["income"].mask(gap), start=frame["start"].mask(frame["person"] == 3, 2010)
    )
    excluded = estimate(dirty).excluded
    assert excluded["rows without outcome"] == 3
    assert excluded["units treated in or before the first period"] == 1
    # Of cohort 2012 the cell of that year misses persons 0 and 2. Of cohort 2013 three cells miss
    # persons 1 and 2: the one of 2012, and those of 2013 and 2014, whose base it is.
    assert excluded["units not seen in both periods, summed over cells"] == 2 + 2 * 3


def test_every_row_of_the_calls_options_is_passed_on(frame):
    early = estimate(frame, anticipation=1)
    assert sorted(set(early.base[early.is_post & (early.cohort == 2013)])) == [2011]
    complete = estimate(frame[frame.index != 0], unbalanced="complete")
    assert complete.excluded["units not seen in every period"] == 1
    assert "units seen in every period" in complete.estimator
    assert complete.estimator.startswith("group-time triple differences, unadjusted")


def test_what_it_cannot_do_is_refused(frame):
    with pytest.raises(EligibilityError):
        estimate(frame.assign(young=2))
    with pytest.raises(MissingKindsError, match="is eligible where"):
        estimate(frame.assign(young=0))
    with pytest.raises(MissingKindsError, match="is ineligible where it did not come"):
        estimate(frame[frame["start"].notna() | (frame["young"] == 1)])
    with pytest.raises(MissingKindsError, match="eligible where it did not come"):
        estimate(frame[frame["start"].notna()])
    with pytest.raises(NoTreatedError):
        estimate(frame[frame["start"].isna()])
    with pytest.raises(ClusterError):
        estimate(frame.assign(country=1), {"cluster": "country"})
    with pytest.raises(OptionError, match="comparison='everyone'"):
        estimate(frame, comparison="everyone")
