import pytest

from evalcap.study.deviations import Deviation, departure_of, plan_changes, unaccepted
from evalcap.study.study import Study
from evalcap.words import catalogue
from evalcap.words.recorded import retold


@pytest.fixture
def accepted(desk, secondary, plan):
    """Give the evidence of a plan with a secondary analysis."""
    return desk.study(plan(more=secondary("two", "twfe"))).run()


@pytest.fixture
def told(accepted, desk, plan, secondary):
    """Say what changed in a plan since the one with the secondary analysis was accepted."""

    def made(*pairs, more=None):
        text = plan(*pairs, more=secondary("two", "twfe") if more is None else more)
        return plan_changes(Study.read(desk.write(text)).plan, accepted)

    return made


def test_a_plan_that_is_the_accepted_one_did_not_change(told):
    assert told() == []


def test_how_things_are_called_may_change(told, secondary):
    noted = secondary("two", "twfe") + 'note = "Set beside the first."\n'
    assert told(('label = "Test score"', 'label = "Score"'), more=noted) == []


def test_a_secondary_analysis_that_comes_or_goes_is_told_and_takes_no_step(told, secondary):
    assert told(more="") == [
        Deviation("Analysis two was taken out after the plan was accepted.", "score", None)
    ]
    both = secondary("two", "twfe") + secondary("three", "twfe")
    assert told(more=both) == [
        Deviation("Analysis three was added after the plan was accepted.", "score", None)
    ]


@pytest.mark.parametrize(
    ("pair", "sentence", "outcome"),
    [
        (
            ('estimator = "group_time"', 'estimator = "twfe"'),
            "Analysis group_time was changed after the plan was accepted.",
            "score",
        ),
        (
            ('better = "higher"', 'better = "lower"'),
            "Outcome score was changed after the plan was accepted.",
            "score",
        ),
        (
            ('unit = "officer"', 'unit = "officer"\ncluster = "region"'),
            "The design was changed after the plan was accepted.",
            None,
        ),
    ],
)
def test_a_change_of_what_was_promised_takes_a_step(told, pair, sentence, outcome):
    assert told(pair) == [Deviation(sentence, outcome, "plan_changed")]


def test_nothing_is_known_to_have_changed_where_nothing_was_accepted(desk):
    assert plan_changes(desk.study().plan, None) == []


def test_a_fingerprint_in_the_plan_counts_as_accepted(desk, plan):
    bare = desk.study().plan
    stated = desk.study(plan(('name = "tests"', f'name = "tests"\nsha256 = "{"0" * 64}"'))).plan
    assert [d.departure for d in unaccepted(bare, {})] == ["unaccepted"]
    assert unaccepted(bare, {"tests": "0"}) == unaccepted(stated, {}) == []


def test_the_gravest_departure_that_touches_an_outcome_counts():
    changed = Deviation("", "score", "plan_changed")
    of_all = Deviation("", None, "unaccepted")
    assert departure_of("score", [Deviation("", "score"), changed]) == "plan_changed"
    assert departure_of("score", [changed, of_all]) == "unaccepted"
    assert departure_of("other", [changed, Deviation("", "other", None)]) is None


@pytest.mark.parametrize("language", ["fr", "es"])
def test_every_deviation_is_told_in_other_languages(desk, language):
    study = desk.study().plan
    sentences = [d.sentence for d in unaccepted(study, {})]
    sentences += [
        f"{what} after the plan was accepted."
        for what in (
            "The design was changed",
            "Outcome score was changed",
            "Analysis two was changed",
            "Analysis two was added",
            "Analysis two was taken out",
        )
    ]
    told = [retold(sentence, catalogue(language), {}).language for sentence in sentences]
    assert told == [language] * len(sentences)
