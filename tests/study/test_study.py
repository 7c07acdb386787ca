import json
from pathlib import Path

import pytest

from evalcap.errors.lessons import LessonsUnreadableError, UnknownEvidenceError
from evalcap.errors.source import ChangedSourceError
from evalcap.errors.study import (
    CriticalFindingsError,
    NoRowsSelectedError,
    NothingAcceptedError,
    PlanError,
    PrimaryAnalysisError,
    TooFewPeopleError,
)
from evalcap.evidence import Evidence
from evalcap.study.study import Study

WITHOUT_LAST_WAVE = {
    "prepare.py": "def prepare(s):\n    return s['tests'].frame.query('wave < 3')\n"
}


def _append(folder, row="O99,1,50,,female,north,1\n"):
    with (folder / "tests.csv").open("a", encoding="utf-8") as file:
        file.write(row)


def test_a_study_goes_from_its_folder_to_evidence(desk):
    study = desk.study()
    assert (study.slug, study.narrative) == ("officer-course", None)
    (estimate,) = study.run().headlines()
    assert estimate.key == "score/group_time"
    assert estimate.point == pytest.approx(5)


def test_a_study_is_read_from_a_path_in_words(desk, monkeypatch):
    monkeypatch.chdir(desk.write())
    assert Study.read(".").slug == "officer-course"


def test_a_study_has_sections_of_its_own_where_it_has_a_folder_for_them(desk):
    (desk.write() / "narrative").mkdir()
    assert desk.study().narrative.name == "narrative"


@pytest.mark.usefixtures("quick")
def test_two_runs_find_the_same(desk):
    study = desk.study()
    assert study.run() == study.run()


def test_checking_looks_at_the_data_and_estimates_nothing(desk, monkeypatch):
    monkeypatch.setattr("evalcap.study.study.run_analyses", lambda *_: pytest.fail("estimated"))
    validation = desk.study().check()
    assert validation.passed
    assert len(validation.findings) > 5


def test_a_critical_expectation_unmet_stops_the_study_with_its_reason(desk, frame):
    study = desk.study(frame=frame.assign(attendance=80.0))
    assert not study.check().passed
    with pytest.raises(CriticalFindingsError) as caught:
        study.run()
    assert caught.value.wrong.startswith("The data of officer-course break 1 critical rule:")
    assert "[attendance-in-range]" in caught.value.wrong
    assert "A percentage taken for a share" in caught.value.wrong


def test_the_study_s_own_expectations_count_as_well(desk):
    own = (
        "name: own\nexpectations:\n  - id: five-hours\n"
        "    type: expect_column_values_to_be_between\n"
        "    kwargs: {column: hours, max_value: 3}\n    severity: critical\n"
        "    notes: Nobody has more than three hours.\n    why: The course has three.\n"
    )
    with pytest.raises(CriticalFindingsError, match="five-hours"):
        desk.study(files={"expectations.yaml": own}).run()


def test_expectations_of_the_workspace_go_before_those_of_evalcap(desk):
    folder = desk.folder.parent / "expectations"
    folder.mkdir()
    (folder / "common.yaml").write_text("name: common\nexpectations: []\n")
    ids = {finding.id for finding in desk.study().check().findings}
    assert "unit-recorded" not in ids
    assert "score-in-range" in ids  # the suite that the workspace does not have


@pytest.mark.usefixtures("quick")
def test_a_primary_analysis_that_is_not_identified_stops_the_study(desk):
    with pytest.raises(PrimaryAnalysisError) as caught:
        desk.study(files=WITHOUT_LAST_WAVE).run()
    assert caught.value.wrong.startswith("The primary analysis group_time of officer-course")
    assert "No treated unit can be used" in caught.value.wrong
    assert caught.value.needed
    assert caught.value.do


@pytest.mark.usefixtures("quick")
def test_a_secondary_analysis_that_is_not_identified_becomes_a_deviation(desk, plan, secondary):
    more = secondary("late", "two_period", "{ before = 2, after = 9 }")
    evidence = desk.study(plan(more=more)).run()
    assert [e.key for e in evidence.estimates] == ["score/group_time"]
    assert [a.name for a in evidence.analyses] == ["group_time", "late"]
    assert "Analysis late was not estimated: after=9 is not a period of the data." in (
        evidence.deviations
    )


@pytest.mark.usefixtures("quick")
def test_an_average_that_is_refused_is_a_deviation_too(desk, plan, secondary, frame):
    frame["trained"] = frame["trained_from"].notna().astype(int)
    more = secondary("apart", "group_time", '{ method = "ipw", covariates = ["trained"] }')
    evidence = desk.study(plan(more=more), frame=frame).run()
    (said,) = [d for d in evidence.deviations if "apart" in d]
    assert "was not estimated" in said
    assert not any(char.isdigit() for char in said)  # reasons may count people


@pytest.mark.usefixtures("quick")
def test_why_an_analysis_of_organisations_is_missing_is_told_in_full(desk, plan, secondary, frame):
    frame["trained"] = frame["trained_from"].notna().astype(int)
    more = secondary("apart", "group_time", '{ method = "ipw", covariates = ["trained"] }')
    firms = 'time = "wave"', 'time = "wave"\nunit_is = "organisation"'
    evidence = desk.study(plan(firms, more=more), frame=frame).run()
    (said,) = [d for d in evidence.deviations if "apart" in d]
    assert "2 of the effects to be averaged cannot be estimated" in said


@pytest.mark.usefixtures("quick")
def test_a_primary_analysis_of_few_people_is_not_published(desk, frame):
    few = frame[frame["officer"].isin([f"O{i:02}" for i in range(6, 36)])]  # nine are trained
    with pytest.raises(TooFewPeopleError, match="fewer than 10 people on one side"):
        desk.study(frame=few).run()


@pytest.mark.usefixtures("quick")
def test_a_secondary_analysis_of_few_people_is_left_out_and_said_so(desk, plan, secondary):
    more = secondary("north", "twfe") + "where = { region = ['north'] }\n"
    evidence = desk.study(plan(more=more)).run()  # seven of the trained are in the north
    assert [e.key for e in evidence.estimates] == ["score/group_time"]
    said = "Analysis north is not published: fewer than 10 people are behind one side of it."
    assert said in evidence.deviations


@pytest.mark.usefixtures("quick")
def test_a_where_that_selects_nothing_stops_the_study(desk, plan, secondary):
    more = secondary("north", "twfe") + 'where = { region = ["North"] }\n'
    with pytest.raises(NoRowsSelectedError, match="never 'North'"):
        desk.study(plan(more=more)).run()


@pytest.mark.usefixtures("quick")
def test_a_source_that_nobody_accepted_is_a_deviation_until_somebody_does(desk):
    said = (
        "Source tests was analysed before a plan for it was accepted, so that nothing on record "
        "shows that the plan came before the results."
    )
    assert desk.study().run().deviations == (said,)
    desk.study().accept()
    assert desk.study().run().deviations == ()


@pytest.mark.usefixtures("quick")
def test_a_plan_that_changed_is_graded_lower_until_it_is_accepted_anew(desk, plan):
    desk.study().accept()
    before = desk.study().run().grade("score")
    other = plan(('better = "higher"', 'better = "higher"\ntarget = 70.0'))
    changed = desk.study(other).run()
    assert changed.deviations == ("Outcome score was changed after the plan was accepted.",)
    assert changed.grade("score").grade == before.grade - 1
    assert "the plan was changed after it was accepted" in changed.grade("score").reasons[-1]
    desk.study(other).accept()
    assert desk.study(other).run().deviations == ()


@pytest.mark.usefixtures("quick")
def test_mistaken_lessons_are_said_before_anything_runs(desk, monkeypatch):
    study = desk.study(files={"lessons.toml": "lessons = 1"})
    monkeypatch.setattr("evalcap.study.study.read_sources", lambda *_: pytest.fail("was read"))
    with pytest.raises(LessonsUnreadableError):
        study.run()


@pytest.mark.usefixtures("quick")
def test_a_lesson_without_evidence_stops_the_study(desk):
    words = "".join(f'{k} = "x"\n' for k in ("id", "title", "context", "cause", "effect"))
    lesson = f'[[lessons]]\n{words}therefore = "x"\npolarity = "null"\nevidence = ["score/gone"]\n'
    with pytest.raises(UnknownEvidenceError, match="score/gone"):
        desk.study(files={"lessons.toml": lesson}).run()


@pytest.mark.usefixtures("quick")
def test_accepting_records_fingerprints_and_evidence(desk):
    study = desk.study()
    accepted = study.accept()
    assert (accepted.slug, accepted.cycle) == ("officer-course", 1)
    assert accepted.changed == {"tests": (None, 108)}
    (cycle,) = Study.read(study.folder).accepted.cycles
    assert len(cycle.sources["tests"]) == 64
    assert Evidence.read(study.folder / "accepted").subject.cycle == 1


@pytest.mark.usefixtures("quick")
def test_the_present_data_are_the_accepted_ones_until_the_file_changes(desk):
    desk.study().accept()
    assert desk.study().run().subject.cycle == 1
    _append(desk.folder / "officer-course")
    with pytest.raises(ChangedSourceError, match="has changed"):
        Study.read(desk.folder / "officer-course").run()


@pytest.mark.usefixtures("quick")
def test_accepting_a_changed_file_begins_the_next_cycle(desk):
    folder = desk.study().folder
    Study.read(folder).accept()
    _append(folder)
    accepted = Study.read(folder).accept()
    assert (accepted.cycle, accepted.changed) == (2, {"tests": (108, "81-135")})  # one row is new
    study = Study.read(folder)
    assert [c.cycle for c in study.accepted.cycles] == [1, 2]
    assert study.run().subject.cycle == 2
    assert study.reproduce(study.run()) == []


@pytest.mark.usefixtures("quick")
def test_accepting_again_changes_nothing(desk):
    folder = desk.study().folder
    Study.read(folder).accept()
    before = (folder / "accepted" / "sources.json").read_bytes()
    again = Study.read(folder).accept()
    assert (again.cycle, again.changed) == (1, {})
    assert (folder / "accepted" / "sources.json").read_bytes() == before


@pytest.mark.usefixtures("quick")
def test_accepting_a_planned_file_with_a_new_one_beside_it_stays_in_the_first_cycle(desk, plan):
    folder = desk.write()
    digest = Study.read(folder).inputs()["tests.csv"]
    stated = 'path = "tests.csv"', f'path = "tests.csv"\nsha256 = "{digest}"'
    second = '[[sources]]\nname = "posts"\npath = "posts.csv"\n'
    join = "def prepare(s):\n    return s['tests'].frame\n"
    files = {"posts.csv": "region\nnorth\n", "prepare.py": join}
    accepted = desk.study(plan(stated, more=second), files=files).accept()
    assert (accepted.cycle, accepted.changed) == (1, {"posts": (None, "<28")})


@pytest.mark.usefixtures("quick")
def test_a_study_that_fails_records_nothing(desk):
    study = desk.study(files=WITHOUT_LAST_WAVE)
    with pytest.raises(PrimaryAnalysisError):
        study.accept()
    assert not (study.folder / "accepted").exists()


@pytest.mark.usefixtures("quick")
def test_a_study_that_fails_keeps_what_was_accepted_before(desk):
    folder = desk.study().folder
    Study.read(folder).accept()
    before = {f.name: f.read_bytes() for f in (folder / "accepted").iterdir()}
    _append(folder, "O00,1,50,,female,north,1\n")
    with pytest.raises(Exception, match="more than once"):
        Study.read(folder).accept()
    assert {f.name: f.read_bytes() for f in (folder / "accepted").iterdir()} == before


@pytest.mark.usefixtures("quick")
def test_accepted_evidence_is_reproduced(desk):
    desk.study().accept()
    study = desk.study()
    assert study.reproduce(study.run()) == []


@pytest.mark.usefixtures("quick")
def test_a_number_that_moved_since_it_was_accepted_is_listed(desk):
    desk.study().accept()
    study = desk.study()
    file = study.folder / "accepted" / "evidence.json"
    content = json.loads(file.read_text())
    content["estimates"][0]["point"] = 4.0
    content["created"] = "2020-01-01"
    file.write_text(json.dumps(content))
    (said,) = study.reproduce(study.run())
    assert said.startswith("estimates[score/group_time].point: ")
    assert said.endswith("accepted was 4.0")


@pytest.mark.usefixtures("quick")
def test_nothing_accepted_is_nothing_to_reproduce(desk):
    study = desk.study()
    with pytest.raises(NothingAcceptedError, match="evalcap accept officer-course"):
        study.reproduce(study.run())


def test_inputs_are_every_file_of_the_folder_and_every_source(desk, plan):
    outside = desk.folder / "data.csv"
    text = plan(('path = "tests.csv"', 'path = "../data.csv"'))
    folder = desk.write(text, files={"prepare.py": "", "lessons.toml": ""})
    outside.write_text("officer\n")
    (folder / "narrative").mkdir()
    (folder / "narrative" / "context.md").write_text("Words")
    assert set(Study.read(folder).inputs()) == {
        "study.toml",
        "tests.csv",
        "prepare.py",
        "lessons.toml",
        "narrative/context.md",
        "../data.csv",
    }


@pytest.mark.parametrize(
    "name", ["study.toml", "tests.csv", "prepare.py", "narrative/context.md", "../data.csv"]
)
def test_the_fingerprint_of_a_file_changes_with_it_and_no_other(desk, plan, name):
    text = plan(('path = "tests.csv"', 'path = "../data.csv"'))
    folder = desk.write(text, files={"prepare.py": ""})
    (folder / "narrative").mkdir()
    for file in ("narrative/context.md", "../data.csv"):
        (folder / file).write_text("x")
    study = Study.read(folder)
    before = study.inputs()
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("# more\n")
    after = study.inputs()
    assert {key for key in after if after[key] != before[key]} == {name}


def test_inputs_are_every_file_of_a_pattern_and_the_form_beside_them(desk, plan):
    pattern = 'path = "../monthly/*.csv"\nform = "../form.xlsx"'
    text = plan(('path = "tests.csv"', pattern))
    for name in ("monthly/1.csv", "monthly/2.csv", "form.xlsx"):
        (desk.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (desk.folder / name).write_text("x")
    assert set(Study.read(desk.write(text)).inputs()) == {
        "study.toml",
        "tests.csv",
        "../monthly/1.csv",
        "../monthly/2.csv",
        "../form.xlsx",
    }


def test_a_source_that_is_absent_is_an_input_that_is_missing(desk):
    study = desk.study()
    (study.folder / "tests.csv").unlink()
    assert study.inputs()["tests.csv"] == "missing"


@pytest.mark.parametrize(
    "name", [".evidence.json.123", "__pycache__/prepare.pyc", ".ipynb_checkpoints/prepare.py"]
)
def test_what_programs_keep_for_themselves_is_no_input(desk, name):
    study = desk.study()
    before = study.inputs()
    file = study.folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("x")
    assert study.inputs() == before


def test_a_mistaken_plan_is_never_a_study(desk):
    with pytest.raises(PlanError):
        desk.study("")


def test_running_leaves_nothing_in_the_study_s_folder(desk):
    study = desk.study(files={"prepare.py": "def prepare(s):\n    return s['tests'].frame\n"})
    before = sorted(map(str, Path(study.folder).rglob("*")))
    study.run()
    assert sorted(map(str, Path(study.folder).rglob("*"))) == before
