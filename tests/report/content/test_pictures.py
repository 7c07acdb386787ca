"""Which figures an outcome gets."""

import fake_evidence as fake

from evalcap.evidence.model import Outcome
from evalcap.report.content.pictures import pictures_of
from evalcap.words import catalogue

WORDS = catalogue()


def names(evidence, **outcome):
    seen = evidence.outcomes[0].model_copy(update=outcome)
    return [p.name for p in pictures_of(evidence, seen, 7, WORDS)]


def test_a_path_is_drawn_where_there_is_one_else_all_analyses():
    assert names(fake.job_training()) == ["7-path", "7-target", "7-trends"]
    assert names(fake.supported_work()) == ["7-analyses", "7-trends"]


def test_files_are_named_by_number_whatever_the_outcome_is_called():
    hostile = Outcome(name="../../x", label="../../y", unit="", better="higher", primary=True)
    evidence = fake.one_outcome(outcome=hostile.model_dump())
    assert names(evidence) == ["7-analyses"]


def test_a_path_by_event_time_comes_before_one_by_cohort():
    evidence = fake.job_training()
    path = evidence.paths[0]
    cohorts = path.model_copy(update={"by": "cohort", "key": "log_scrap/group_time/cohort"})
    both = evidence.model_copy(update={"paths": (cohorts, path)})
    picture = next(iter(pictures_of(both, both.outcomes[0], 1, WORDS)))
    assert "periods since the programme began" in picture.alternative


def test_captions_say_what_is_hollow_withheld_or_drawn_by_lot():
    job, work = fake.job_training(), fake.supported_work()
    captions = [p.caption for e in (job, work) for p in pictures_of(e, e.outcomes[0], 1, WORDS)]
    path, _, trends, forest, _ = captions
    assert "Hollow points are zero by construction." in path
    assert "Means of few people are withheld." in trends
    assert "Diamond: randomised comparison group." in forest


def test_the_place_of_a_figure_in_the_document_names_no_extension():
    work = fake.supported_work()
    picture = next(iter(pictures_of(work, work.outcomes[0], 1, WORDS)))
    assert "](figures/1-analyses){#fig-1-analyses " in picture.markdown.text
