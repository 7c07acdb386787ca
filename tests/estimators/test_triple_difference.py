import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import (
    ClusterError,
    DesignError,
    NoComparisonError,
    NoTreatedError,
    PeriodError,
)
from evalcap.estimate.spread import NOTHING_VARIES
from evalcap.estimators.lone import lone_note
from evalcap.estimators.triple_difference import estimate_triple_difference
from evalcap.estimators.two_period import estimate_two_period


@pytest.fixture
def frame() -> pd.DataFrame:
    """Forty people in eight towns over three years; the programme comes to four towns in 2012."""
    rng = np.random.default_rng(48)
    frame = pd.DataFrame(
        [(person, year) for person in range(40) for year in (2010, 2011, 2012)],
        columns=["person", "year"],
    )
    frame["town"] = frame["person"] % 8
    frame["start"] = np.where(frame["town"] < 4, 2012, np.nan)
    frame["young"] = (frame["person"] // 8) % 2
    frame["size"] = rng.uniform(0.5, 2, size=40)[frame["person"]]
    frame["income"] = rng.normal(size=120) + frame["person"]
    return frame


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "person", "time": "year", "outcome": "income", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | roles))


def estimate(frame: pd.DataFrame, **roles: object):
    data = panel(frame, **roles)
    return estimate_triple_difference(data, eligible="young", before=2011, after=2012)


@pytest.mark.parametrize("roles", [{}, {"weight": "size"}])
def test_it_is_the_difference_of_two_double_differences(frame, roles):
    young, old = (
        estimate_two_period(panel(frame[frame["young"] == kind], **roles), before=2011, after=2012)
        for kind in (1, 0)
    )
    found = estimate(frame, **roles)
    assert found.point == pytest.approx(young.point - old.point, rel=1e-12)
    # The two kinds are different people, so that their variances add.
    assert found.std_error == pytest.approx(np.hypot(young.std_error, old.std_error), rel=1e-12)


def test_in_clusters_of_both_kinds_influence_adds_up(frame):
    wide = frame.pivot_table(index="person", columns="year", values="income")
    change = (wide[2012] - wide[2011]).to_numpy()
    person = frame.groupby("person").first()
    influence = np.zeros(40)
    for young, sign in ((1, 1), (0, -1)):
        for treated, way in ((True, 1), (False, -1)):
            group = (person["young"] == young) & ((person["town"] < 4) == treated)
            influence[group] = sign * way * (change[group] - change[group].mean()) / group.sum()
    sums = pd.Series(influence).groupby(person["town"].to_numpy()).sum()
    found = estimate(frame, cluster="town")
    assert found.std_error == pytest.approx(np.sqrt((sums**2).sum()), rel=1e-10)
    assert (found.n_units, found.n_clusters, found.n_obs) == (40, 8, 80)


def test_what_a_place_does_to_both_kinds_drops_out(frame):
    plain = estimate(frame)
    shock = 5.0 * ((frame["year"] == 2012) & (frame["town"] < 4))
    assert estimate(frame.assign(income=frame["income"] + shock)).point == pytest.approx(
        plain.point
    )
    for_young = shock * frame["young"]
    found = estimate(frame.assign(income=frame["income"] + for_young))
    assert found.point == pytest.approx(plain.point + 5)


def test_units_and_rows_left_out_are_counted(frame):
    dirty = frame.assign(
        start=frame["start"].mask(frame["person"] == 5, 2011),
        income=frame["income"].mask((frame["person"] == 6) & (frame["year"] == 2012)),
    )
    found = estimate(dirty)
    assert found.excluded == {
        "rows without outcome": 1,
        "rows in other periods": 40,
        "units treated in or before the first period": 1,
        "units not seen in both periods": 1,
    }
    clean = frame[~frame["person"].isin([5, 6])]
    without = estimate(clean)
    assert (found.point, found.std_error) == pytest.approx((without.point, without.std_error))


def test_one_unit_in_a_group_of_a_kind_is_noted(frame):
    alone = frame[(frame["young"] == 0) | (frame["town"] >= 4) | (frame["person"] == 8)]
    assert estimate(alone).notes == (lone_note("treated", "In one of the two kinds", "unit"),)


def test_an_effect_that_nothing_varies_around_has_no_standard_error(frame):
    found = estimate(frame.assign(income=frame["person"] / 3))
    assert np.isnan(found.std_error)
    assert found.notes == (NOTHING_VARIES,)


@pytest.mark.parametrize("value", [2.0, None])
def test_eligibility_that_is_not_said_once_for_each_unit_is_refused(frame, value):
    column = frame["young"].astype(float)
    wrong = (
        column.mask(frame["person"] == 3, value)
        if value
        else 1 - column.where((frame["person"] != 3) | (frame["year"] != 2012), 1 - column)
    )
    with pytest.raises(DesignError, match="does not say once for each unit"):
        estimate(frame.assign(young=wrong))


def test_what_it_cannot_do_is_refused(frame):
    with pytest.raises(DesignError, match="repeated cross-sections"):
        estimate(frame, unit=None)
    with pytest.raises(ClusterError):
        estimate(frame.assign(country=1), cluster="country")
    with pytest.raises(NoTreatedError):
        estimate(frame.assign(start=frame["start"].where(frame["young"] == 1)))
    with pytest.raises(NoComparisonError):
        estimate(frame.assign(start=2012))
    with pytest.raises(PeriodError, match="before=2009"):
        estimate_triple_difference(panel(frame), eligible="young", before=2009, after=2012)
    for before in (2011, 2012):
        with pytest.raises(PeriodError, match="after=2011"):
            estimate_triple_difference(panel(frame), eligible="young", before=before, after=2011)
