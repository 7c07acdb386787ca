import tomllib

import pytest

from evalcap.study.consistency import inconsistencies


@pytest.fixture
def found(plan):
    """List what contradicts itself in a changed plan."""
    return lambda *pairs, more="": inconsistencies(tomllib.loads(plan(*pairs, more=more)))


def test_a_sound_plan_contradicts_nothing(found):
    assert found() == []


def test_two_primary_analyses_of_an_outcome_are_one_too_many(found, secondary):
    more = secondary("again", "twfe") + "primary = true\n"
    assert found(more=more) == [
        "outcomes[1]: 'score' has 2 primary analyses (group_time, again) and may have one"
    ]


def test_a_primary_outcome_needs_its_primary_analysis(found):
    assert found(('estimator = "group_time"\nprimary = true\n', 'estimator = "group_time"\n')) == [
        "outcomes[1]: 'score' is primary and no analysis of it is"
    ]


def test_some_outcome_is_primary(found):
    assert found(('better = "higher"\nprimary = true\n', 'better = "higher"\n')) == [
        "outcomes: none is primary"
    ]


def test_an_outcome_that_is_not_primary_has_at_most_one_primary_analysis(found, secondary):
    second = '[[outcomes]]\nname = "speed"\nlabel = "Speed"\nunit = "s"\nbetter = "lower"\n'
    analysis = secondary("one", "twfe").replace('"score"', '"speed"') + "primary = true\n"
    assert found(more=second + analysis) == []
    (problem,) = found(more=second + analysis + analysis.replace('"one"', '"two"'))
    assert "'speed' has 2 primary analyses (one, two)" in problem


@pytest.mark.parametrize("name", ["panel", "poisson", "logit"])
def test_a_primary_analysis_gives_one_effect(found, name):
    several = f'estimator = "{name}"\noptions = {{ regressors = ["hours"] }}'
    (problem,) = found(('estimator = "group_time"', several))
    assert problem.startswith("analyses[1]: a primary analysis gives one effect")


def test_instrumental_variables_give_one_effect(found):
    one = 'estimator = "instrumental"\noptions = { endogenous = "hours", instruments = ["offer"] }'
    assert found(('estimator = "group_time"', one)) == []


def test_an_analysis_is_of_an_outcome_that_the_plan_declares(found, secondary):
    unknown = secondary("again", "twfe").replace('outcome = "score"', 'outcome = "zzz"')
    assert found(more=unknown) == [
        "analyses[2].outcome: no outcome is called 'zzz' (they are score)"
    ]


def test_names_are_declared_once(found, secondary):
    source = '[[sources]]\nname = "tests"\npath = "more.csv"\n'
    assert found(more=source + secondary("group_time", "twfe")) == [
        "sources[2]: 'tests' is declared a second time",
        "analyses[2]: 'score/group_time' is declared a second time",
    ]


def test_treatment_is_declared_once(found):
    both = ('treated_from = "trained_from"', 'treated_from = "trained_from"\ntreated = "on"')
    assert found(both) == ["design: name one of `treated_from` and `treated`, not both"]
    neither = ('treated_from = "trained_from"\n', "")
    assert found(neither) == ["design: name one of `treated_from` and `treated`"]


def test_a_period_ends_after_it_starts(found):
    assert found(("2023-12-31", "2022-12-31")) == ["period: `end` is before `start`"]
    assert found(("2023-12-31", "2023-01-01")) == []


def test_units_are_no_groups_to_disaggregate_by(found):
    (problem,) = found(more='[disaggregate]\nby = ["sex", "officer"]\n')
    assert "'officer' is the unit itself" in problem


def test_options_are_checked_with_their_place(found, secondary):
    assert found(more=secondary("pair", "two_period", "{ before = 1, afther = 3 }")) == [
        (
            "analyses[2].options.afther: the estimator 'two_period' has no such option "
            "(did you mean 'after'?)"
        ),
        "analyses[2].options.after: missing; the estimator 'two_period' needs it",
    ]


@pytest.mark.parametrize(
    "written",
    [
        {},
        {"outcomes": 3, "analyses": "x", "sources": {}, "design": [], "disaggregate": 1},
        {"outcomes": [1, {"name": 2}], "analyses": [{"name": 3, "estimator": [], "options": 1}]},
        {"analyses": [{"estimator": "twfe", "options": "x"}], "period": {"start": "x", "end": 1}},
        {"disaggregate": {"by": "sex"}, "design": {"unit": 3}},
    ],
)
def test_what_is_no_plan_at_all_is_passed_over(written):
    told = [p for p in inconsistencies(written) if not p.startswith(("design: name", "outcomes"))]
    assert told == []
