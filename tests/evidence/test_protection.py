import pytest

from evalcap.evidence.model import CheckRecord
from evalcap.evidence.population import Population, Sample
from evalcap.evidence.protection import protected, settings, without_telling_freedom
from evalcap.evidence.results import SmallSampleRecord, SubgroupRecord, TrendRecord
from evalcap.privacy.disclosure import Rules

RULES = Rules()
QUIET = {"score/main/attrition": "Not told."}


def _group(level, n):
    return SubgroupRecord(
        key=f"score/main/sex={level}",
        outcome="score",
        analysis="main",
        by="sex",
        level=level,
        n_units=n,
        point=None,
        conf_low=None,
        conf_high=None,
    )


def _attrition(lost, p_value=0.163456):
    return CheckRecord(
        key="score/main/attrition",
        outcome="score",
        analysis="main",
        name="attrition",
        verdict="passed",
        statistic=1.412345,
        p_value=p_value,
        sentence=f"{lost} were lost.",
        counts={"treated lost": lost},
    )


@pytest.fixture
def exact(evidence, record):
    """A hundred people seen twice; the one estimate uses all of them."""
    return evidence.model_copy(update={"estimates": (record("score/main", excluded={}),)})


@pytest.fixture
def population():
    sample = Sample(
        n_rows=200,
        n_units=100,
        n_treated=40,
        n_outside=0,
        outside_people=0,
        missing_people=0,
        is_repeated=True,
    )
    return Population(per_person=2, samples={"score/main": sample})


@pytest.fixture
def told(exact, population):
    """Protect the evidence with some of it exchanged."""

    def made(rules=RULES, same=None, earlier=(), **parts):
        return protected(
            exact.model_copy(update=parts),
            population,
            rules,
            discreet=QUIET,
            same=same,
            earlier=earlier,
        )

    return made


def test_without_few_people_every_count_is_printed(told, exact):
    found = told()
    assert found.design == exact.design
    assert found.estimates == exact.estimates
    assert found.disclosure == settings(RULES)


def test_the_settings_are_recorded_with_how_many_counts_were_withheld(told):
    groups = (_group("f", 6), _group("m", 54), _group("x", 40))
    found = told(disaggregations=groups).disclosure
    assert (found.min_cell, found.protection, found.dominance) == (10, 4, 0.9)
    assert (found.few, found.also, found.changed, found.compared_with) == (1, 1, 0, ())


def test_a_small_group_is_hidden_behind_another_one(told):
    groups = (_group("f", 6), _group("m", 54), _group("x", 40))
    found = {g.level: g.n_units for g in told(disaggregations=groups).disaggregations}
    # Either other group would do: the two together are 94, and the first may be nobody.
    assert found == {"f": "<10", "m": "51-60", "x": 40}


def test_a_check_whose_count_is_withheld_says_its_verdict_alone(told):
    check = told(checks=(_attrition(3),)).checks[0]
    assert (check.sentence, check.statistic, check.p_value) == ("Not told.", None, None)
    assert check.counts == {"treated lost": "<10"}
    assert check.verdict == "passed"


def test_where_people_are_clusters_a_check_has_few_digits(told):
    # A p-value of t with all digits would tell how many people there are.
    check = told(checks=(_attrition(15),)).checks[0]
    assert (check.sentence, check.statistic, check.p_value) == ("15 were lost.", 1.41, 0.163)


def test_where_places_are_clusters_it_keeps_its_digits(told, record):
    estimates = (record("score/main", excluded={}, n_clusters=12),)
    check = told(checks=(_attrition(15),), estimates=estimates).checks[0]
    assert (check.statistic, check.p_value) == (1.412345, 0.163456)


def test_where_counts_are_rounded_no_sentence_tells_the_exact_one(told):
    check = told(Rules(rounding=5), checks=(_attrition(17),)).checks[0]
    assert (check.sentence, check.counts) == ("Not told.", {"treated lost": 15})


def test_a_mean_of_few_people_is_withheld(told):
    few = TrendRecord(outcome="score", arm="treated", time=1.0, label="1", mean=5.0, n_units=7)
    assert told(trends=(few,)).trends[0].mean is None


def test_people_who_are_clusters_are_in_no_sentence_once_their_number_is_withheld(told, record):
    beside = SmallSampleRecord(
        method="jackknife", conf_low=1, conf_high=3, p_value=0.01, sentence="With 7 clusters ..."
    )
    few = {"n_units": 7, "n_obs": 14, "n_clusters": 7}
    found = told(estimates=(record("score/main", excluded={}, small_sample=beside, **few),))
    assert found.estimates[0].n_clusters == "<10"
    assert "7" not in found.estimates[0].small_sample.sentence


def test_another_version_of_a_report_withholds_the_same_counts(told):
    groups = (_group("f", 6), _group("m", 54), _group("x", 40))
    hidden = told(disaggregations=groups)
    # A version that hid the other group; together they would give both away.
    other = tuple(
        g.model_copy(update={"n_units": n})
        for g, n in zip(hidden.disaggregations, ("<10", 54, "37-46"), strict=True)
    )
    same = hidden.model_copy(update={"disaggregations": other})
    again = told(disaggregations=groups, same=same).disaggregations
    assert [g.n_units for g in again] == ["<10", 54, "37-46"]


def test_by_other_rules_another_version_is_no_guide(told):
    groups = (_group("f", 6), _group("m", 54), _group("x", 40))
    same = told(Rules(min_cell=5), disaggregations=groups)
    assert told(disaggregations=groups, same=same) == told(disaggregations=groups)


def test_few_people_who_are_new_are_hidden_in_a_range_around_the_earlier_number(
    told, exact, record
):
    fewer = {"n_units": 97, "n_rows": 194, "n_clusters": 97}
    then = record("score/main", n_units=97, n_obs=194, n_clusters=97, excluded={})
    before = exact.model_copy(
        update={
            "design": exact.design.model_copy(update=fewer),
            "estimates": (then,),
            "sources": (exact.sources[0].model_copy(update={"n_rows": 194}),),
        }
    )
    now = told(earlier=[before])
    assert now.design.n_units == now.estimates[0].n_units == "88-106"
    assert now.disclosure.compared_with == (1,)


def test_analyses_whose_freedom_tells_how_many_people_there_are_can_be_left_out(exact, record):
    second = record("score/other", primary=False, degrees_of_freedom=99.0)
    both = exact.model_copy(update={"estimates": (*exact.estimates, second)})
    fewer = without_telling_freedom(both)
    assert [e.analysis for e in fewer.estimates] == ["main"]
    assert "Analysis other is not published" in fewer.deviations[0]
    assert without_telling_freedom(fewer) == fewer
