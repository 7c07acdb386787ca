import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.estimators.entry import Entry, cut_entry, horizons
from evalcap.estimators.sample import Sample, draw_sample


@pytest.fixture
def sample() -> Sample:
    """Posts 0 and 1 enter in year 3, post 2 in year 4, post 3 never; post 1 misses year 4."""
    frame = pd.DataFrame([(u, t) for u in range(4) for t in (1, 2, 3, 4)], columns=["post", "year"])
    frame["start"] = frame["post"].map({0: 3, 1: 3, 2: 4})
    frame["checks"] = frame["post"] * frame["year"] ** 2.0
    panel = Panel.from_frame(
        frame.drop(index=7), unit="post", time="year", outcome="checks", treated_from="start"
    )
    return draw_sample(panel, covariates=(), unbalanced="pairs", anticipation=0)


def test_horizons_are_the_event_times_seen_within_those_asked_for(sample):
    assert horizons(sample, 0, None).tolist() == [-1, 0, 1]
    assert horizons(sample, 9, 0).tolist() == [-3, -2, -1, 0]


def test_entering_units_stand_beside_those_still_untreated(sample):
    entry = cut_entry(sample, 3, 0)
    assert isinstance(entry, Entry)
    assert entry.unit.tolist() == [0, 1, 2, 3]
    assert entry.entering.tolist() == [1, 1, 0, 0]
    assert entry.change.tolist() == [0, 5, 10, 15]
    assert (entry.base, entry.n_unpaired) == (-1, 0)


def test_a_unit_treated_by_the_horizon_is_no_comparison_and_an_unpaired_one_is_counted(sample):
    entry = cut_entry(sample, 3, 1)
    assert isinstance(entry, Entry)
    assert entry.unit.tolist() == [0, 3]
    assert entry.change.tolist() == [0, 36]
    assert entry.n_unpaired == 1


def test_before_entry_units_untreated_by_it_are_the_comparison(sample):
    entry = cut_entry(sample, 3, -2)
    assert isinstance(entry, Entry)
    assert entry.unit.tolist() == [0, 1, 2, 3]


def test_the_base_itself_and_a_period_not_seen_are_no_cell(sample):
    assert cut_entry(sample, 3, -1) == ""
    assert cut_entry(sample, 3, 2) == ""


def test_where_there_is_nothing_to_compare_the_reason_is_given(sample):
    assert cut_entry(sample, 2.5, 0.5) == "cells without treated units in both periods"
    alone = np.where(np.isinf(sample.treated_from), 3, sample.treated_from)
    object.__setattr__(sample, "treated_from", alone)
    assert cut_entry(sample, 4, 0) == "cells without comparison units"
