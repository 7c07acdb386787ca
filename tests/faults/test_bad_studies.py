"""Real studies given what is wrong with real data: each ends alone, with one message."""

import hashlib
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1] / "fakes"))

import fake_studies
from fake_officers import HEADER, rows, written_plan

from evalcap.cli.app import app
from evalcap.workspace import Workspace
from evalcap.workspace.steps import STEPS

# Real studies, real evidence; rendering has tests of its own, and the last one here.
QUICK = replace(STEPS, render=fake_studies.render_evidence, summarise=fake_studies.summarise)


def write_data(folder: Path, lines: list[str], header: str = HEADER) -> None:
    """Write the data, and the plan that accepts them."""
    text = "\n".join([header, *lines]) + "\n"
    (folder / "data.csv").write_text(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    (folder / "study.toml").write_text(written_plan(source=f'sha256 = "{digest}"'))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Two good studies, built."""
    root = tmp_path_factory.mktemp("workspace")
    for slug in ("north", "south"):
        folder = root / "studies" / slug
        folder.mkdir(parents=True)
        write_data(folder, rows())
    with pytest.MonkeyPatch.context() as patch:
        fake_studies.still_surroundings(patch)
        report = Workspace(root, QUICK).build(log=lambda _line: None)
    assert report.ok, report.studies
    return root


@pytest.fixture
def workspace(built, tmp_path, monkeypatch):
    """A copy of the two good studies, to spoil."""
    fake_studies.still_surroundings(monkeypatch)
    root = tmp_path / "workspace"
    shutil.copytree(built, root)
    monkeypatch.setattr(Workspace, "find", classmethod(lambda *_: Workspace(root, QUICK)))
    return root


def remove_the_file(folder):
    (folder / "data.csv").unlink()


def change_the_file(folder):
    with (folder / "data.csv").open("a") as file:
        file.write("99,2025,50,\n")


def misspell_a_key(folder):
    plan = (folder / "study.toml").read_text()
    (folder / "study.toml").write_text(plan.replace("programme =", "programe ="))


def misspell_a_column(folder):
    plan = (folder / "study.toml").read_text()
    (folder / "study.toml").write_text(plan.replace('"officer"', '"offcier"'))


def switch_treatment_off(folder):
    lines = ["officer,year,score,on", *(f"{i},{y},50,{on}" for i in range(40) for y, on in SWITCH)]
    write_data(folder, lines[1:], header=lines[0])
    plan = (folder / "study.toml").read_text()
    (folder / "study.toml").write_text(plan.replace('treated_from = "start"', 'treated = "on"'))


SWITCH = ((2023, 0), (2024, 1), (2025, 0))


def repeat_a_row(folder):
    write_data(folder, [*rows(), rows()[0]])


def lose_most_outcomes(folder):
    write_data(folder, [line if i < 4 else _without_score(line) for i, line in enumerate(rows())])


def _without_score(line):
    officer, year, _, start = line.split(",")
    return f"{officer},{year},,{start}"


def break_prepare(folder):
    (folder / "prepare.py").write_text("def prepare(sources):\n    return sources['nothing']\n")


def end_the_interpreter(folder):
    (folder / "prepare.py").write_text("raise SystemExit(0)\n")


def overstate_a_lesson(folder):
    words = ("id", "title", "context", "cause", "effect", "therefore")
    lines = ["[[lessons]]", *(f"{word} = 'x'" for word in words)]
    lines += ["polarity = 'negative'", "evidence = ['score/group_time']"]
    (folder / "lessons.toml").write_text("\n".join(lines))


CASES = {
    remove_the_file: "There is no file 'data.csv'",
    change_the_file: "'data.csv' has changed: its sha256 is",
    misspell_a_key: "programe: unknown key (did you mean 'programme'?)",
    misspell_a_column: "offcier",
    switch_treatment_off: "goes from 1 back to 0 in 40 units",
    repeat_a_row: "the same unit and time stand more than once",
    lose_most_outcomes: "critical rule",
    break_prepare: "north/prepare.py failed",
    end_the_interpreter: "SystemExit",
    overstate_a_lesson: "claim more than their evidence shows",
}


def snapshot(root, slug):
    folders = [root / "build" / part / slug for part in ("evidence", "site")]
    return {f: f.read_bytes() for folder in folders for f in folder.rglob("*") if f.is_file()}


@pytest.mark.parametrize("spoil", CASES, ids=lambda spoil: spoil.__name__)
def test_bad_input_ends_its_study_with_one_message_and_leaves_all_else(workspace, spoil):
    before = snapshot(workspace, "north")
    spoil(workspace / "studies" / "north")
    (workspace / "studies" / "south" / "notes.txt").write_text("a change")
    answer = CliRunner().invoke(app, ["build"])
    assert answer.exit_code == 1
    assert CASES[spoil] in answer.output, answer.output
    assert answer.output.count("north: failed") == 1
    (again,) = [line for line in answer.output.splitlines() if line.startswith("  north: ")]
    assert again.removeprefix("  north: ") in answer.output.split("\nFailed:\n")[0]
    assert "south: built" in answer.output
    assert "Traceback" not in answer.output
    assert snapshot(workspace, "north") == before
    assert not list((workspace / "build" / ".making").iterdir())


@pytest.mark.parametrize("command", ["run", "check"])
def test_every_other_command_gives_the_same_message(workspace, command):
    remove_the_file(workspace / "studies" / "north")
    answer = CliRunner().invoke(app, [command, "north"])
    assert answer.exit_code == 1
    assert "There is no file 'data.csv'" in answer.stderr
    assert "Traceback" not in answer.output


def test_new_data_are_taken_in_by_accepting_them(workspace):
    change_the_file(workspace / "studies" / "north")
    assert CliRunner().invoke(app, ["build"]).exit_code == 1
    accepted = CliRunner().invoke(app, ["accept", "north"])
    assert accepted.exit_code == 0, accepted.output
    answer = CliRunner().invoke(app, ["build"])
    assert answer.exit_code == 0
    assert "it has new data" in answer.output
    assert "north: up to date" in CliRunner().invoke(app, ["build"]).output


def test_a_report_that_cannot_be_rendered_ends_its_study_alone(workspace, monkeypatch):
    before = snapshot(workspace, "north")
    (workspace / "reports").mkdir()
    (workspace / "reports" / "evaluation.qmd").write_text(
        "---\ntitle: A\n---\n\n<< nothing.here >>\n"
    )
    real = Workspace(workspace, replace(QUICK, render=STEPS.render))
    monkeypatch.setattr(Workspace, "find", classmethod(lambda *_: real))
    answer = CliRunner().invoke(app, ["build", "north"])
    assert answer.exit_code == 1
    assert "evaluation.qmd" in answer.output
    assert "Traceback" not in answer.output
    assert snapshot(workspace, "north") == before
