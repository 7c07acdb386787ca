import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import PeriodError
from evalcap.estimators.period import find_period, find_span


def panel(times: list[object]) -> Panel:
    frame = pd.DataFrame({"post": range(len(times)), "year": times, "checks": 1.0, "start": np.nan})
    return Panel.from_frame(frame, unit="post", time="year", outcome="checks", treated_from="start")


def test_a_period_is_found_by_its_place_among_those_observed():
    years = panel([2012, 2010, 2015])
    assert [find_period(years, "before", year) for year in (2010, 2012, 2015)] == [0, 1, 2]


def test_a_date_is_found_however_it_is_written():
    months = panel(["2020-01-15", "2020-02-15"])
    assert find_period(months, "after", pd.Timestamp(2020, 2, 1)) == 1
    assert find_period(months, "after", "2020-02-28") == 1


@pytest.mark.parametrize("given", [2011, "soon", None])
def test_a_period_that_is_not_observed_is_refused_with_those_that_are(given):
    with pytest.raises(PeriodError, match="The data cover: 2010, 2012"):
        find_period(panel([2010, 2012]), "before", given)


def test_a_span_runs_forward():
    years = panel([2010, 2012, 2015])
    assert find_span(years, before=2010, after=2015) == (0, 2)
    for after in (2010, 2012):
        with pytest.raises(PeriodError, match=f"after={after}"):
            find_span(years, before=2012, after=after)


def test_both_ends_of_a_span_that_are_not_observed_are_told_at_once():
    with pytest.raises(PeriodError) as caught:
        find_span(panel([2010, 2012]), before=1990, after=2030)
    said = str(caught.value)
    assert said.startswith("before=1990 and after=2030 are no periods of the data.")
    assert said.endswith("Name one of these as `before` and one as `after`.")
