import pytest

from evalcap.evidence.cells import cells_of
from evalcap.evidence.model import CheckRecord
from evalcap.evidence.population import Population, Sample
from evalcap.evidence.results import TrendRecord
from evalcap.evidence.sums_of_arms import arm_entries
from evalcap.privacy.disclosure import Relation

# Of 40 treated people 36 have an outcome in the last period, 3 only before, and 1 never has one;
# of 60 compared 55, 5 and none.
SEEN = {
    ("treated", "1"): 39,
    ("treated", "2"): 36,
    ("comparison", "1"): 60,
    ("comparison", "2"): 55,
}
LOST = {"treated lost": 3, "comparison lost": 5, "never seen": 1}


@pytest.fixture
def sums(evidence, record):
    """Give the sums of the arms of one analysis, by total."""
    trends = tuple(
        TrendRecord(outcome="score", arm=arm, time=float(label), label=label, mean=1.0, n_units=n)
        for (arm, label), n in SEEN.items()
    )
    check = CheckRecord(
        key="score/main/attrition",
        outcome="score",
        analysis="main",
        name="attrition",
        verdict="passed",
        statistic=None,
        p_value=None,
        sentence="",
        counts=LOST,
    )
    sample = Sample(
        n_rows=200,
        n_units=100,
        n_treated=40,
        n_outside=0,
        outside_people=0,
        missing_people=9,
        is_repeated=True,
    )
    exact = evidence.model_copy(
        update={
            "estimates": (record("score/main", n_units=99, excluded={}),),
            "trends": trends,
            "checks": (check,),
        }
    )
    population = Population(2, {"score/main": sample})
    entries = arm_entries(exact, population, cells_of(exact, population))
    return {(e.total, e.parts) for e in entries if isinstance(e, Relation)}


def test_the_arms_are_everybody(sums):
    assert ("score both arms", ("score treated", "score comparison")) in sums
    assert ("design/n_units", ("score both arms",)) in sums
    assert ("design/n_treated_units", ("score treated",)) in sums


def test_those_not_seen_in_a_period_are_the_rest_of_their_arm(sums):
    seen = "trends/score/treated/1"
    assert ("score treated", (seen, f"rest/{seen} not seen")) in sums


def test_an_arm_is_who_is_seen_last_who_was_lost_and_who_was_never_seen(sums):
    parts = (
        "trends/score/treated/2",
        "checks/score/main/attrition/treated lost",
        "rest/score treated never seen",
    )
    assert ("score treated", parts) in sums


def test_those_never_seen_add_up_over_the_arms(sums):
    never = "checks/score/main/attrition/never seen"
    arms = ("rest/score treated never seen", "rest/score comparison never seen")
    assert (never, arms) in sums


def test_everybody_else_was_used(sums):
    never = "checks/score/main/attrition/never seen"
    assert ("score both arms", ("estimates/score/main/n_units", never)) in sums
