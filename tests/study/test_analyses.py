import pytest

from evalcap.errors.study import PrimaryAnalysisError, TooFewPeopleError
from evalcap.study.analyses import run_analyses
from evalcap.study.data import read_sources, standard_dataset
from evalcap.study.protecting import protect
from evalcap.study.publication import Publication


@pytest.fixture
def run(desk, plan):
    """Run the analyses of a plan on the officers: 15 are trained and 21 are not."""

    def made(*pairs, more=""):
        study = desk.study(plan(*pairs, more=more))
        sources = read_sources(study.plan, study.folder, {})
        data = standard_dataset(study.plan, protect(study.plan, study.folder, sources))
        return run_analyses("course", study.plan, data.frame, Publication.of(study.plan))

    return made


def test_every_analysis_is_run(run, secondary):
    runs, deviations = run(more=secondary("two", "twfe"))
    assert [r.section.name for r in runs] == ["group_time", "two"]
    assert deviations == []


def test_a_secondary_analysis_of_too_few_people_is_left_out_and_said_to_be(run, secondary):
    # Of the four men among the trained, fewer than ten are on one side.
    men = secondary("men", "twfe") + 'where = { sex = ["male"] }\n'
    runs, deviations = run(more=men)
    assert [r.section.name for r in runs] == ["group_time"]
    (said,) = deviations
    assert said.outcome == "score"
    assert said.sentence == (
        "Analysis men is not published: fewer than 10 people are behind one side of it."
    )


def test_of_places_it_is_published(run, secondary):
    places = 'time = "wave"', 'time = "wave"\nunit_is = "place"'
    men = secondary("men", "twfe") + 'where = { sex = ["male"] }\n'
    runs, deviations = run(places, more=men)
    assert [r.section.name for r in runs] == ["group_time", "men"]
    assert deviations == []


def test_a_primary_analysis_of_too_few_people_stops_the_study(run):
    with pytest.raises(TooFewPeopleError, match="fewer than 16 people"):
        run(more="[disclosure]\nmin_cell = 16\n")


def test_a_secondary_analysis_that_is_not_identified_becomes_a_deviation(run, secondary):
    runs, deviations = run(more=secondary("late", "two_period", "{ before = 7, after = 8 }"))
    assert [r.section.name for r in runs] == ["group_time"]
    assert deviations[0].sentence.startswith("Analysis late was not estimated: before=7")


def test_a_primary_analysis_that_is_not_identified_stops_the_study(run):
    periods = "options = { before = 7, after = 8 }"
    estimator = 'estimator = "group_time"', f'estimator = "two_period"\n{periods}'
    with pytest.raises(PrimaryAnalysisError):
        run(estimator)
