import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.dataset import MissingKeysError
from evalcap.errors.design import ClusterError
from evalcap.estimators.clustering import (
    cluster_codes,
    cluster_ways,
    count_parameters,
    is_within,
)
from evalcap.estimators.selection import Selection


@pytest.fixture
def panel() -> Panel:
    """Rows out of order: posts c, a and b in two years; b and c are one region."""
    frame = pd.DataFrame({"post": list("cabbac"), "year": [1, 1, 1, 2, 2, 2], "checks": 1.0})
    frame["start"] = np.nan
    frame["region"] = frame["post"].map({"a": 9, "b": 4, "c": 4})
    frame["zone"] = frame["post"].map({"a": "x", "b": "y"})
    frame["country"] = "one"
    return Panel.from_frame(
        frame,
        unit="post",
        time="year",
        outcome="checks",
        treated_from="start",
        cluster="region",
    )


def codes(panel: Panel, rows: list[int], name: str | None) -> list[int]:
    return cluster_codes(panel, Selection.at(panel, np.array(rows)), name).tolist()


def test_the_panel_s_own_clusters_are_coded_from_zero(panel):
    # In the panel's order: a, a, b, b, c, c.
    assert codes(panel, [0, 1, 2, 3, 4, 5], None) == [1, 1, 0, 0, 0, 0]


def test_units_that_are_their_own_clusters_keep_the_codes_of_the_layout(panel):
    frame = panel.frame
    own = Panel.from_frame(frame, unit="post", time="year", outcome="checks", treated_from="start")
    assert codes(own, [0, 1, 4], None) == [0, 0, 1]
    rows = Selection.of(own, np.ones(6, bool))
    assert cluster_codes(own, rows, None) is rows.layout.unit


def test_a_column_s_clusters_follow_the_rows(panel):
    assert codes(panel, [0, 2, 5], "post") == [0, 1, 2]


def test_a_single_cluster_among_the_rows_is_refused(panel):
    with pytest.raises(ClusterError):
        codes(panel, [0, 1, 2, 3, 4, 5], "country")
    with pytest.raises(ClusterError):
        codes(panel, [2, 3, 4, 5], None)


def test_rows_without_a_cluster_are_refused_where_they_are_used(panel):
    with pytest.raises(MissingKeysError, match="'zone' is empty in 2 rows"):
        codes(panel, [0, 1, 2, 3, 4, 5], "zone")
    assert codes(panel, [0, 1, 2, 3], "zone") == [0, 0, 1, 1]


def test_clusters_may_be_named_in_several_ways(panel):
    rows = Selection.at(panel, np.arange(4))
    own, zone = cluster_ways(panel, rows, [None, "zone"])
    assert (own.tolist(), zone.tolist()) == ([1, 1, 0, 0], [0, 0, 1, 1])
    (alone,) = cluster_ways(panel, rows, None)
    assert alone.tolist() == own.tolist()


def test_effects_within_clusters_cost_no_parameter():
    unit, period = np.array([0, 0, 1, 1, 2, 2]), np.array([0, 1, 0, 1, 0, 1])
    region = np.array([0, 0, 0, 0, 1, 1])
    assert is_within(unit, region)
    assert not is_within(period, region)
    # Three units less one; periods stay.
    assert count_parameters(7, [unit, period], [region]) == 5
    assert count_parameters(7, [unit, period], [region, period]) == 4


def test_groups_that_cross_others_late_are_not_within_them():
    n = 5_000
    unit = np.repeat(np.arange(n), 2)
    region = unit // 10
    assert is_within(unit, region)
    region[-1] = 0
    assert not is_within(unit, region)
