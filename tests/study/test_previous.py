"""The cycle before."""

import pytest

from evalcap.evidence import Evidence
from evalcap.study import Study
from evalcap.study.plan import Plan
from evalcap.study.previous import previous_folder, studies_before


@pytest.fixture
def following(desk):
    """Write a second study that names the first as its cycle before, and give its folder."""
    first = desk.study().folder
    second = first.with_name("officer-course-again")
    second.mkdir()
    for file in first.iterdir():
        if file.is_file():
            (second / file.name).write_bytes(file.read_bytes())
    plan = (second / "study.toml").read_text(encoding="utf-8")
    text = f'previous_cycle = "{first.name}"\n{plan}'
    (second / "study.toml").write_text(text, encoding="utf-8")
    return second


def test_a_first_cycle_has_none_before_it(desk):
    assert desk.study().before() is None


def test_a_study_that_nobody_accepted_is_run_for_its_evidence(following):
    before = Study.read(following).before()
    assert before.slug == "officer-course"
    # Five points by hand, as tests/study/conftest.py says.
    assert before.evidence.headlines()[0].point == pytest.approx(5)


def test_accepted_evidence_is_taken_as_it_is(following):
    first = Study.read(following.with_name("officer-course"))
    first.accept()
    accepted = Evidence.read(first.folder / "accepted")
    marked = accepted.model_copy(update={"deviations": ("marked",)})
    marked.write(first.folder / "accepted")
    assert Study.read(following).before().evidence.deviations == ("marked",)


def test_what_the_cycle_before_is_made_from_is_an_input(following):
    study = Study.read(following)
    before = study.inputs()
    assert "../officer-course/study.toml" in before
    lessons = following.with_name("officer-course") / "lessons.toml"
    lessons.write_text("# nothing yet\n", encoding="utf-8")
    assert study.inputs() != before


def test_a_cycle_before_that_cannot_be_read_stops_nothing(following):
    broken = following.with_name("officer-course") / "study.toml"
    broken.write_text("not toml", encoding="utf-8")
    study = Study.read(following)
    assert study.before() is None
    assert study.inputs()["../officer-course/study.toml"] == "unreadable"


def test_new_data_keep_the_evidence_and_the_lessons_that_they_replace(desk):
    study = desk.study()
    (study.folder / "lessons.toml").write_text("# first\n", encoding="utf-8")
    Study.read(study.folder).accept()
    assert Study.read(study.folder).before() is None
    data = study.folder / "tests.csv"
    more = "O99,1,50,,female,north,1\n"
    data.write_text(data.read_text(encoding="utf-8") + more, encoding="utf-8")
    Study.read(study.folder).accept()
    before = Study.read(study.folder).before()
    assert before.evidence.subject.cycle == 1
    assert (study.folder / "accepted/before/1/lessons.toml").read_text("utf-8") == "# first\n"


def test_accepting_the_same_data_again_keeps_nothing(desk):
    folder = desk.study().folder
    Study.read(folder).accept()
    Study.read(folder).accept()
    assert not (folder / "accepted" / "before").exists()


@pytest.mark.parametrize("name", ["", "..", ".", "a/b", "../officer-course", "Unit (2019), mimeo"])
def test_a_citation_is_no_folder(desk, name):
    study = desk.study()
    plan = study.plan.model_copy(update={"previous_cycle": name})
    assert isinstance(plan, Plan)
    assert previous_folder(study.folder, plan) is None


def test_cycles_are_counted_through_the_studies_that_follow_each_other(following):
    assert Study.read(following).cycle == 2
    assert Study.read(following).run().subject.cycle == 2
    assert Study.read(following.with_name("officer-course")).cycle == 1


def test_studies_that_follow_each_other_in_a_ring_are_counted_once(following):
    first = following.with_name("officer-course") / "study.toml"
    plan = first.read_text(encoding="utf-8")
    first.write_text(f'previous_cycle = "{following.name}"\n{plan}', encoding="utf-8")
    assert Study.read(following).cycle == 2
    assert studies_before(following, Study.read(following).plan) == [first.parent.resolve()]
