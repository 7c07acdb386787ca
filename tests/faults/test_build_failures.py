"""Every way that a study can fail: one message, nothing half-written, the others still built."""

import json
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

FAKES = str(Path(__file__).parents[1] / "fakes")
sys.path.insert(0, FAKES)

from fake_studies import STEPS, still_surroundings, write_study  # noqa: E402 - its folder is no package

from evalcap.workspace import Workspace  # noqa: E402


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """North and south, both built."""
    still_surroundings(monkeypatch)
    write_study(tmp_path, "north", point=1.5)
    write_study(tmp_path, "south", point=2.5)
    workspace = Workspace(tmp_path, STEPS)
    assert workspace.build(log=lambda _line: None).ok
    return workspace


def snapshot(workspace, slug):
    folders = [workspace.root / "build" / part / slug for part in ("evidence", "site")]
    return {f: f.read_bytes() for folder in folders for f in folder.rglob("*") if f.is_file()}


def rebuild(workspace, **options):
    said = []
    report = workspace.build(log=said.append, **options)
    return report, "\n".join(said)


FAILURES = {
    "missing": "There is no file 'data.csv'.",
    "render": "There is no file 'template'.",
    "bug": "a fault that evalcap did not expect (KeyError)",
    "exit": "a fault that evalcap did not expect (SystemExit)",
    "disk": "because of a file: No space left on device (evidence.json)",
}


@pytest.mark.parametrize(("how", "sentence"), FAILURES.items())
def test_a_failure_is_one_message_and_changes_nothing(workspace, how, sentence):
    before = snapshot(workspace, "north")
    write_study(workspace.root, "north", point=7.0, fail=how)
    write_study(workspace.root, "south", point=9.0)
    report, said = rebuild(workspace)
    assert report.failed == ("north",)
    assert sentence in said
    assert "Traceback" not in said
    assert snapshot(workspace, "north") == before
    assert "9.0" in (workspace.root / "build/site/south/index.html").read_text()
    assert not list((workspace.root / "build/.making").iterdir())


@pytest.mark.parametrize("trouble", ["leave_out", "leave_empty"])
@pytest.mark.parametrize("document", ["html", "pdf", "docx"])
def test_a_step_that_ends_without_its_file_is_no_success(workspace, trouble, document):
    before = snapshot(workspace, "north")
    write_study(workspace.root, "north", point=7.0, **{trouble: document})
    report, said = rebuild(workspace)
    assert report.failed == ("north",)
    assert "1 file is missing or empty" in said
    assert snapshot(workspace, "north") == before


def test_details_of_a_fault_are_kept_out_of_the_message_and_of_the_site(workspace):
    write_study(workspace.root, "north", fail="bug")
    _, said = rebuild(workspace)
    private = "a name that nobody may read"
    assert "build/logs/north.log" in said
    assert private in (workspace.root / "build/logs/north.log").read_text()
    assert private not in said
    assert private not in (workspace.root / "build/status.json").read_text()


def test_the_details_go_when_the_study_is_built(workspace):
    write_study(workspace.root, "north", fail="bug")
    rebuild(workspace)
    workspace.status()
    assert (workspace.root / "build/logs/north.log").is_file()
    write_study(workspace.root, "north", point=7.0)
    rebuild(workspace)
    assert not (workspace.root / "build/logs/north.log").exists()


def test_a_mistake_in_the_plan_is_one_message(workspace):
    (workspace.root / "studies/north/lessons.toml").write_text("[[lessons]]\nid = 'L1'\n")
    report, said = rebuild(workspace)
    assert report.failed == ("north",)
    assert "lessons.toml has 7 mistakes" in said


@pytest.mark.parametrize("how", ["die", "killed"])
def test_a_process_that_dies_ends_nothing_else(workspace, how):
    before = snapshot(workspace, "north")
    write_study(workspace.root, "north", point=7.0, fail=how)
    write_study(workspace.root, "south", point=9.0)
    report, said = rebuild(workspace, jobs=2)
    assert report.failed == ("north",)
    assert "ended without an answer" in said
    assert snapshot(workspace, "north") == before
    assert "9.0" in (workspace.root / "build/site/south/index.html").read_text()


def test_a_study_that_does_not_end_is_ended_and_changes_nothing(workspace):
    before = snapshot(workspace, "north")
    write_study(workspace.root, "north", point=7.0, wait_for="never")
    report, said = rebuild(workspace, slugs=["north"], jobs=2, limit=0.5)
    assert report.failed == ("north",)
    assert "north was not built within 0.5 seconds" in said
    assert "--limit SECONDS" in said
    assert snapshot(workspace, "north") == before
    assert not list((workspace.root / "build/.making").iterdir())


def test_the_report_of_a_build_says_last_what_failed_and_why(workspace):
    write_study(workspace.root, "north", fail="missing")
    write_study(workspace.root, "south", fail="die")
    report, _ = rebuild(workspace, jobs=2)
    lines = str(report).splitlines()
    assert lines[1:4] == [
        "Failed:",
        "  north: There is no file 'data.csv'.",
        "  south: The process that built south ended without an answer (exit code 0).",
    ]


def test_a_summary_that_fails_keeps_the_earlier_one(workspace):
    def refuse(_entries, to, **_options):
        (to / "index.html").write_text("half")
        raise RuntimeError

    broken = Workspace(workspace.root, replace(STEPS, summarise=refuse))
    before = (workspace.root / "build/site/index.html").read_text()
    write_study(workspace.root, "south", point=9.0)
    report, said = rebuild(broken)
    assert report.failed == ("Compact summary",)
    assert "Compact summary: failed." in said
    assert (workspace.root / "build/site/index.html").read_text() == before
    assert rebuild(workspace)[0].summary.state == "built"


BUILD = f"""
import sys
from pathlib import Path
sys.path.insert(0, {FAKES!r})
from fake_studies import STEPS, still_surroundings
from pytest import MonkeyPatch
from evalcap.workspace import Workspace
still_surroundings(MonkeyPatch())
report = Workspace(Path(sys.argv[1]), STEPS).build(wait=60, jobs=int(sys.argv[2]))
sys.exit(not report.ok)
"""


def start(workspace, jobs=1):
    command = [sys.executable, "-u", "-c", BUILD, str(workspace.root), str(jobs)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_until_making(workspace, slug):
    deadline = time.monotonic() + 120  # a busy machine starts a process in its own time
    while not list((workspace.root / "build/.making").glob(f"{slug}-*")):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_killed_build_leaves_the_old_output_and_the_next_cleans_up(workspace):
    before = snapshot(workspace, "north")
    write_study(workspace.root, "north", point=7.0, wait_for="never")
    build = start(workspace)
    wait_until_making(workspace, "north")
    build.send_signal(signal.SIGKILL)
    build.communicate()
    assert snapshot(workspace, "north") == before
    assert json.loads((workspace.root / "build/status.json").read_text())["finished"] is None
    write_study(workspace.root, "north", point=8.0)
    report, said = rebuild(workspace)
    assert report.ok
    assert "north: removed what a stopped build had left unfinished" in said
    assert not list((workspace.root / "build/.making").iterdir())


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_build_in_several_processes_that_is_stopped_leaves_none_and_goes_on_next_time(
    workspace, how
):
    before = snapshot(workspace, "north") | snapshot(workspace, "south")
    for slug in ("north", "south"):
        write_study(workspace.root, slug, point=7.0, wait_for="never")
    write_study(workspace.root, "west", point=3.5)
    build = start(workspace, jobs=2)
    wait_until_making(workspace, "north")
    wait_until_making(workspace, "south")
    build.send_signal(how)
    build.communicate(timeout=120)  # waits for whoever can still write to the build's output
    assert build.returncode == -how
    assert snapshot(workspace, "north") | snapshot(workspace, "south") == before
    assert not (workspace.root / "build/site/west").exists()
    for slug in ("north", "south"):
        write_study(workspace.root, slug, point=1.0)
    report, _ = rebuild(workspace, jobs=2)
    assert report.ok
    assert not list((workspace.root / "build/.making").iterdir())


def test_what_was_built_before_a_build_was_killed_is_not_built_again(workspace):
    write_study(workspace.root, "east", point=3.5)
    write_study(workspace.root, "north", point=7.0, wait_for="never")
    build = start(workspace)
    wait_until_making(workspace, "north")
    build.send_signal(signal.SIGKILL)
    build.communicate()
    write_study(workspace.root, "north", point=8.0)
    report, _ = rebuild(workspace)
    states = {outcome.name: outcome.state for outcome in report.studies}
    assert states == {"east": "up to date", "north": "built", "south": "up to date"}


def test_of_two_builds_at_once_the_second_waits_and_then_has_nothing_to_do(workspace):
    write_study(workspace.root, "north", point=7.0, wait_for="go")
    first = start(workspace)
    wait_until_making(workspace, "north")
    second = start(workspace)
    assert f"locked by process {first.pid}" in second.stdout.readline()
    (workspace.root / "go").touch()
    answers = [build.communicate(timeout=60)[0] for build in (first, second)]
    assert (first.returncode, second.returncode) == (0, 0)
    assert "north: built" in answers[0]
    assert "north: up to date." in answers[1]


def test_output_that_cannot_be_put_in_its_place_leaves_the_old(workspace, monkeypatch):
    before, real = snapshot(workspace, "north"), Path.rename

    def refuse_reports(path, target):
        if path.name == "report":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, target)

    monkeypatch.setattr(Path, "rename", refuse_reports)
    write_study(workspace.root, "north", point=7.0)
    report, said = rebuild(workspace)
    assert report.failed == ("north",)
    assert "north stopped because of a file: Permission denied (report)" in said
    assert snapshot(workspace, "north") == before
