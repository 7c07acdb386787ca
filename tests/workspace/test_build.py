import json
import os
import time
from datetime import UTC, date, datetime

import pytest
from fake_studies import FakeStudy, write_study

from evalcap.errors.workspace import NoStudiesError, UnknownStudyError
from evalcap.workspace import Workspace


def build(workspace, said=None, **options):
    said = [] if said is None else said
    said.clear()
    return workspace.build(log=said.append, **options)


def states(report):
    return {outcome.name: outcome.state for outcome in report.studies}


def status_of(workspace):
    return json.loads((workspace.root / "build" / "status.json").read_text())


def snapshot(folder):
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_a_build_puts_every_file_where_it_belongs(workspace):
    report = build(workspace)
    assert report.ok
    assert snapshot(workspace.root / "build").keys() >= {
        "evidence/north/evidence.json",
        "evidence/south/evidence.json",
        "site/north/index.html",
        "site/north/report.pdf",
        "site/north/report.docx",
        "site/north/resource-card.json",
        "site/north/brief.pdf",
        "site/north/tables.xlsx",
        "site/compact/index.html",
        "site/compact/lessons.csv",
        "site/compact/lessons.json",
        "site/compact/lessons.xlsx",
        "site/compact/exchange.html",
        "site/compact/review-annex.docx",
        "site/index.html",
        "status.json",
    }
    assert not list((workspace.root / "build" / ".making").iterdir())


def test_a_second_build_with_nothing_changed_builds_nothing_and_says_so(workspace, said):
    build(workspace)
    before = snapshot(workspace.root / "build" / "site")
    report = build(workspace, said)
    assert states(report) == {"north": "up to date", "south": "up to date"}
    assert report.summary.state == "up to date"
    assert said == ["north: up to date.", "south: up to date.", "Compact summary: up to date."]
    assert snapshot(workspace.root / "build" / "site") == before


def test_changing_one_study_builds_that_study_and_the_summary_only(workspace, said):
    build(workspace)
    write_study(workspace.root, "south", point=9.5)
    report = build(workspace, said)
    assert states(report) == {"north": "up to date", "south": "built"}
    assert report.summary.state == "built"
    assert "south: to be built, because study.toml changed." in said
    assert "9.5" in (workspace.root / "build/site/south/index.html").read_text()
    assert "9.5" in (workspace.root / "build/site/compact/index.html").read_text()


def test_touching_a_study_builds_it_and_the_summary_only(workspace, said):
    build(workspace)
    later = time.time() + 5
    os.utime(workspace.root / "studies/south/study.toml", (later, later))
    report = build(workspace, said)
    assert states(report) == {"north": "up to date", "south": "built"}
    assert report.summary.state == "built"
    assert "south: to be built, because study.toml was touched." in said


def test_a_file_to_be_taken_elsewhere_that_is_gone_is_made_again(workspace, said):
    build(workspace)
    card = workspace.root / "build/site/south/resource-card.json"
    card.unlink()
    report = build(workspace, said)
    assert states(report) == {"north": "up to date", "south": "built"}
    assert card.is_file()


def test_new_lessons_make_a_new_summary(workspace):
    build(workspace)
    words = ("id", "title", "context", "cause", "effect", "therefore")
    lines = [f"{name} = 'text'" for name in words]
    text = "\n".join(["[[lessons]]", *lines, "polarity = 'null'", "evidence = ['score/main']"])
    (workspace.root / "studies/south/lessons.toml").write_text(text)
    assert build(workspace).summary.state == "built"


@pytest.mark.parametrize("file", ["site/north/report.pdf", "evidence/north/evidence.json"])
def test_a_file_that_is_gone_is_made_again(workspace, said, file):
    build(workspace)
    (workspace.root / "build" / file).unlink()
    report = build(workspace, said)
    assert states(report) == {"north": "built", "south": "up to date"}
    assert f"north: to be built, because {file} is missing." in said
    assert (workspace.root / "build" / file).is_file()


def test_a_study_whose_record_is_damaged_is_built_again(workspace, said):
    build(workspace)
    (workspace.root / "build/evidence/north/build.json").write_text("{")
    build(workspace, said)
    assert said[0] == "north: to be built, because there is no record of its last build."


def test_a_report_that_was_edited_is_made_again(workspace, said):
    build(workspace)
    (workspace.root / "build/site/north/index.html").write_text("a better result")
    build(workspace, said)
    assert "site/north/index.html was changed after it was built" in said[0]
    assert "1.5" in (workspace.root / "build/site/north/index.html").read_text()


def test_a_changed_template_rebuilds_every_study(workspace, said):
    build(workspace)
    (workspace.root / "reports").mkdir()
    (workspace.root / "reports" / "report.qmd").write_text("# Another template\n")
    report = build(workspace, said)
    assert states(report) == {"north": "built", "south": "built"}
    assert "the templates changed (report.qmd)" in said[0]


def test_a_changed_expectation_rebuilds_every_study(workspace, said):
    build(workspace)
    (workspace.root / "expectations").mkdir()
    (workspace.root / "expectations" / "training.yaml").write_text("rules: []\n")
    build(workspace, said)
    assert "the expectations changed (training.yaml)" in said[0]


def test_another_version_of_a_dependency_rebuilds_every_study(workspace, said, monkeypatch):
    build(workspace)
    monkeypatch.setattr("evalcap.workspace.versions.engine_versions", lambda: {"pandoc": "4.0"})
    build(workspace, said)
    assert said[0] == "north: to be built, because pandoc 3.9 became 4.0."


def test_another_engine_rebuilds(workspace, said):
    build(workspace)
    build(workspace, said, engine="quarto", slugs=["north"])
    assert said[0] == ("north: to be built, because the engine asked for was auto and is quarto.")


def test_force_rebuilds_what_is_up_to_date(workspace, said):
    build(workspace)
    report = build(workspace, said, slugs=["north"], force=True)
    assert states(report) == {"north": "built"}
    assert said[0] == "north: to be built, because it was asked for."


def test_a_study_that_is_due_waits_for_data_and_says_so(workspace, said):
    write_study(workspace.root, "north", due=date(2020, 1, 31))
    build(workspace)
    build(workspace, said)
    assert said[0] == "north: up to date; due since 2020-01-31, and no new data were accepted."


def test_a_study_that_is_due_is_built_when_its_data_are_accepted(workspace, said):
    folder = write_study(workspace.root, "north", due=date(2020, 1, 31))
    build(workspace)
    (folder / "accepted").mkdir()
    (folder / "accepted" / "sources.json").write_text("{}")
    build(workspace, said)
    assert "because its cycle was due and has new data" in said[0]
    build(workspace, said)
    assert said[0] == "north: up to date."


def test_one_study_can_be_built_alone(workspace):
    report = build(workspace, slugs=["south"])
    assert states(report) == {"south": "built"}
    assert not (workspace.root / "build/site/north").exists()


def test_a_study_that_fails_stops_no_other_and_keeps_its_earlier_output(workspace, said):
    build(workspace)
    before = snapshot(workspace.root / "build/site/north")
    write_study(workspace.root, "north", point=7.0, fail="missing")
    write_study(workspace.root, "south", point=9.0)
    report = build(workspace, said)
    assert states(report) == {"north": "failed", "south": "built"}
    assert report.failed == ("north",)
    assert snapshot(workspace.root / "build/site/north") == before
    assert "9.0" in (workspace.root / "build/site/south/index.html").read_text()


def test_the_page_that_links_everything_names_what_failed_until_it_is_put_right(workspace):
    build(workspace)
    index = workspace.root / "build/site/index.html"
    write_study(workspace.root, "north", fail="missing")
    assert build(workspace).summary.state == "built"
    assert "north failed" in index.read_text()
    assert build(workspace).summary.state == "up to date"
    write_study(workspace.root, "north", point=1.5)
    build(workspace)
    assert "north failed" not in index.read_text()


def test_a_failed_study_is_tried_again(workspace):
    write_study(workspace.root, "north", fail="missing")
    build(workspace)
    assert states(build(workspace))["north"] == "failed"


def test_the_status_says_what_was_built_what_failed_and_why(workspace):
    write_study(workspace.root, "north", fail="missing")
    start = datetime.now(tz=UTC)
    build(workspace)
    status = status_of(workspace)
    assert status["ok"] is False
    assert datetime.fromisoformat(status["finished"]) >= start
    assert status["studies"]["south"]["state"] == "built"
    assert status["studies"]["south"]["reasons"] == ["it has not been built yet"]
    assert status["studies"]["north"]["state"] == "failed"
    assert status["studies"]["north"]["message"].startswith("There is no file 'data.csv'.\n")
    assert "Did you mean date.csv?" in status["studies"]["north"]["message"]


def test_the_status_keeps_what_it_knows_of_the_other_studies(workspace):
    build(workspace)
    build(workspace, slugs=["north"])
    status = status_of(workspace)
    assert status["studies"]["south"]["state"] == "built"
    assert status["studies"]["north"]["state"] == "up to date"
    assert status["ok"] is True


def test_a_study_that_is_gone_is_taken_off_the_site(workspace, said):
    build(workspace)
    (workspace.root / "studies/south/study.toml").unlink()
    (workspace.root / "studies/south").rmdir()
    report = build(workspace, said)
    assert said[0] == "south: removed from the site, because it is no longer in studies/."
    assert not (workspace.root / "build/site/south").exists()
    assert "south" not in (workspace.root / "build/site/compact/index.html").read_text()
    assert "south" not in status_of(workspace)["studies"]
    assert report.ok


def test_a_workspace_without_studies_is_no_success(tmp_path):
    (tmp_path / "studies").mkdir()
    with pytest.raises(NoStudiesError, match="evalcap new"):
        Workspace(tmp_path).build()


def test_studies_that_do_not_exist_are_named_before_anything_is_built(workspace):
    with pytest.raises(UnknownStudyError, match="'nort' and no study 'east'") as caught:
        workspace.build(["nort", "east", "south"])
    assert "Did you mean north?" in str(caught.value)
    assert not (workspace.root / "build").exists()


def test_studies_are_built_in_processes_of_their_own(workspace):
    report = build(workspace, jobs=2)
    assert states(report) == {"north": "built", "south": "built"}
    assert (workspace.root / "build/site/south/report.docx").is_file()


def test_the_report_ends_with_where_the_results_are(workspace):
    text = str(build(workspace))
    assert text.splitlines()[0] == "Studies: 2 built. Compact summary: built."
    assert text.splitlines()[1] == f"Results: {workspace.root / 'build/site/index.html'}"


def test_each_study_that_was_made_is_a_line_that_counts_it(workspace, said):
    build(workspace, slugs=["north"])
    write_study(workspace.root, "east")
    build(workspace, said)
    assert "east: built in 0 s (1 of 2)." in said
    assert "south: built in 0 s (2 of 2)." in said
    assert "north: up to date." in said


@pytest.mark.parametrize("jobs", [1, 2])
def test_whoever_watches_is_told_of_every_study_that_is_begun_and_ended(workspace, jobs):
    seen = []

    class Watching:
        def expected(self, n):
            seen.append(n)

        def begun(self, slug):
            seen.append(f"{slug} begun")

        def ended(self, slug):
            seen.append(f"{slug} ended")

    build(workspace, jobs=jobs, watch=Watching())
    assert seen[0] == 2
    assert sorted(seen[1:]) == ["north begun", "north ended", "south begun", "south ended"]
    for slug in ("north", "south"):
        assert seen.index(f"{slug} begun") < seen.index(f"{slug} ended")


@pytest.fixture
def ran(workspace, monkeypatch):
    """Which studies are run once both are built."""
    build(workspace)
    runs, real = [], FakeStudy.run
    monkeypatch.setattr(FakeStudy, "run", lambda study: runs.append(study.slug) or real(study))
    return runs


def brand(workspace):
    (workspace.root / "reports").mkdir(exist_ok=True)
    (workspace.root / "reports" / "_brand.yml").write_text("meta: {name: A}", encoding="utf-8")


def test_a_brand_renders_every_report_again_and_runs_no_study(workspace, ran):
    brand(workspace)
    report = build(workspace)
    assert {o.reasons for o in report.studies} == {("the templates changed (_brand.yml)",)}
    assert ran == []


def test_a_study_is_run_where_its_evidence_may_not_stand(workspace, ran):
    brand(workspace)
    build(workspace, slugs=["north"], force=True)
    (workspace.root / "build" / "evidence" / "south" / "evidence.json").write_text("{}")
    build(workspace)
    assert ran == ["north", "south"]


def test_a_study_whose_file_was_touched_is_run(workspace, ran):
    later = time.time() + 10
    os.utime(workspace.root / "studies" / "north" / "study.toml", (later, later))
    build(workspace)
    assert ran == ["north"]
