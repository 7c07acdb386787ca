import numpy as np
import pytest

from evalcap.evidence.accounting import ledger_of
from evalcap.evidence.population import Population, Sample, Seen
from evalcap.evidence.results import SubgroupRecord
from evalcap.privacy.disclosure import Relation, Rules

RULES = Rules()


def _sample(**facts):
    known = {
        "n_rows": 200,
        "n_units": 100,
        "n_treated": 40,
        "n_outside": 0,
        "outside_people": 0,
        "missing_people": 6,
        "is_repeated": True,
    }
    return Sample(**known | facts)


@pytest.fixture
def sums(evidence):
    """Give the sums between the counts of some estimates and groups, by total."""

    def made(*estimates, groups=(), samples=None):
        exact = evidence.model_copy(update={"estimates": estimates, "disaggregations": groups})
        places = {f"{e.outcome}/{e.analysis}": _sample() for e in estimates}
        ledger = ledger_of(exact, Population(2, places | (samples or {})), RULES)
        return {(r.total, r.parts) for r in ledger.sums}

    return made


def _rest_of(sums, total):
    return {parts for whole, parts in sums if whole == total}


def test_rows_used_and_rows_left_out_are_all_rows(sums, record):
    used = record("score/main", n_obs=188, excluded={"rows without outcome": 12})
    place = "estimates/score/main"
    parts = (f"{place}/n_obs", f"{place}/excluded/rows without outcome", f"rest/{place} rows")
    assert parts in _rest_of(sums(used), "design/n_rows")


def test_rows_outside_are_what_the_choice_leaves(sums, record):
    used = record("score/main", n_obs=150, excluded={"rows outside region: north": 50})
    samples = {"score/main": _sample(n_rows=150, n_outside=50, outside_people=25)}
    chosen = "estimates/score/main chosen"
    found = sums(used, samples=samples)
    outside = "estimates/score/main/excluded/rows outside region: north"
    assert (chosen, outside) in _rest_of(found, "design/n_rows")


def test_everybody_is_treated_or_compared(sums, record):
    found = _rest_of(sums(record("score/main", excluded={})), "design/n_units")
    assert ("design/n_treated_units", "rest/comparison units") in found


def test_twice_as_many_rows_as_people_are_two_for_each(sums, record):
    found = _rest_of(sums(record("score/main", excluded={})), "design/n_rows")
    assert ("design/n_units", "design/n_units") in found


def test_groups_leave_a_rest_of_those_whose_group_is_not_known(sums, record):
    group = SubgroupRecord(
        key="score/main/sex=f",
        outcome="score",
        analysis="main",
        by="sex",
        level="f",
        n_units=97,
        point=None,
        conf_low=None,
        conf_high=None,
    )
    found = _rest_of(
        sums(record("score/main", excluded={}), groups=(group,)), "estimates/score/main/n_units"
    )
    assert ("groups/score/main/sex=f", "rest/groups score/main sex") in found


@pytest.mark.parametrize(("seen", "are_compared"), [([0, 1], True), ([4, 5], False)])
def test_samples_are_compared_where_one_may_hold_the_other(sums, record, seen, are_compared):
    person = [0, 0, 1, 1, 2, 2]
    rows = {"score/main": [0, 1, 2, 3], "score/other": seen}
    samples = {
        key: _sample(seen=Seen.of(places, np.array(person)))
        for key, places in ((k, np.array(v)) for k, v in rows.items())
    }
    two = [
        record("score/main", n_units=100, excluded={}),
        record("score/other", n_units=96, primary=False, excluded={}),
    ]
    found = _rest_of(sums(*two, samples=samples), "estimates/score/main/n_units")
    assert any("estimates/score/other/n_units" in parts for parts in found) is are_compared


def test_every_sum_holds_of_the_numbers_there_are(evidence, record):
    exact = evidence.model_copy(update={"estimates": (record("score/main", excluded={}),)})
    ledger = ledger_of(exact, Population(2, {"score/main": _sample()}), RULES)
    assert all(isinstance(relation, Relation) for relation in ledger.sums)
    assert not (ledger.relations @ ledger.count).any()
