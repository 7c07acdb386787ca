import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.dataset import MissingKeysError, VariesWithinUnitError
from evalcap.errors.inference import AssignmentError
from evalcap.inference.assignment import Assignment

ROLES = {"unit": "u", "time": "t", "outcome": "y", "treated_from": "g", "never": 0}


def panel(starts: list[int], clusters: list[str], *, cluster: bool = True, **more) -> Panel:
    unit, time = (a.ravel() for a in np.indices((len(starts), 3)))
    frame = pd.DataFrame({"u": unit, "t": time, "y": 0.0})
    frame["g"], frame["c"] = np.array(starts)[unit], np.array(clusters)[unit]
    frame = frame.assign(**{name: np.array(values)[unit] for name, values in more.items()})
    return Panel.from_frame(frame, **ROLES, cluster="c" if cluster else None)


def test_clusters_treated_alike_are_the_level_of_assignment():
    found = Assignment.of(panel([1, 1, 0, 0, 2], list("bbaac")), within=None)
    assert found.level == "clusters"
    assert found.starts[found.kind].tolist() == [np.inf, 1, 2]  # a, b, c
    assert found.count() == 6


def test_units_are_the_level_where_clusters_are_mixed_or_not_named():
    mixed = Assignment.of(panel([1, 0, 0, 0], list("aabb")), within=None)
    alone = Assignment.of(panel([1, 0, 0, 0], list("abcd"), cluster=False), within=None)
    assert mixed.level == alone.level == "units"
    assert mixed.count() == alone.count() == 4


def test_dealing_keeps_units_of_a_cluster_together():
    original = panel([1, 1, 0, 0, 2], list("bbaac"))
    found = Assignment.of(original, within=None)
    dealt = found.dealt(original, np.array([0, 1, 2]))  # a, b and c get the kinds in order
    assert dealt.treated_from.tolist() == [2, 2, 1, 1, np.inf]


def test_strata_bound_the_exchange():
    found = Assignment.of(panel([1, 0, 1, 0, 0], list("abcde"), s=[1, 1, 2, 2, 2]), within="s")
    assert found.count() == 2 * 3


def test_a_stratum_belongs_to_a_whole_cluster():
    with pytest.raises(VariesWithinUnitError, match="'s'"):
        Assignment.of(panel([1, 1, 0, 0], list("aabb"), s=[1, 2, 1, 1]), within="s")


def test_a_stratum_is_known_for_every_row():
    with pytest.raises(MissingKeysError, match="'s'"):
        Assignment.of(panel([1, 0], list("ab"), s=["x", None]), within="s")


@pytest.mark.parametrize("strata", [None, "s"])
def test_nothing_to_exchange_is_refused(strata):
    same = panel([1, 1, 1], list("abc"), s=[1, 1, 1])
    apart = panel([1, 1, 0], list("abc"), s=[1, 1, 2])
    with pytest.raises(AssignmentError, match="no other assignment"):
        Assignment.of(same if strata is None else apart, within=strata)


def cross_sections(cluster: str | None) -> Panel:
    frame = pd.DataFrame({"t": [1, 2] * 4, "y": 0.0, "c": list("aabbccdd")})
    frame["g"] = frame["c"].map({"a": 2, "b": 0, "c": 0, "d": 0})
    roles = ROLES | {"unit": None}
    return Panel.from_frame(frame.assign(k=list("abababab")), **roles, cluster=cluster)


def test_cross_sections_exchange_treatment_between_whole_clusters():
    found = Assignment.of(cross_sections("c"), within=None)
    assert (found.level, found.count()) == ("clusters", 4)


@pytest.mark.parametrize("cluster", [None, "k"])
def test_cross_sections_without_treated_clusters_are_refused(cluster):
    with pytest.raises(AssignmentError, match="cross-sections"):
        Assignment.of(cross_sections(cluster), within=None)
