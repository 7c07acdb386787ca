import pytest

from evalcap.report.lint import LintFinding
from evalcap.workspace import Workspace
from evalcap.workspace.doctor import Symptom


@pytest.mark.usefixtures("folder")
def test_status_shows_every_study(evalcap):
    evalcap("build", "north")
    answer = evalcap("status")
    assert answer.exit_code == 0
    rows = {line.split()[0]: line for line in answer.stdout.splitlines() if line.strip()}
    assert "up to date" in rows["north"]
    assert "never" in rows["south"]
    assert rows["south:"] == "south: it has not been built yet"


@pytest.mark.parametrize(("ok", "code"), [(True, 0), (None, 0), (False, 1)])
def test_doctor_fails_only_where_something_needed_is_missing(evalcap, monkeypatch, ok, code):
    symptoms = (Symptom("typst", "not installed", ok, "Install it."),)
    monkeypatch.setattr("evalcap.workspace.doctor.examine", lambda: symptoms)
    answer = evalcap("doctor")
    assert answer.exit_code == code
    assert "Install it." in answer.stdout


@pytest.mark.parametrize(("severity", "code"), [("critical", 1), ("warning", 0)])
def test_lint_shows_what_to_mend_and_fails_only_on_what_is_critical(
    evalcap, folder, monkeypatch, severity, code
):
    found = (LintFinding("path", severity, "report", "A path is shown."),)
    monkeypatch.setattr(Workspace, "lint", lambda *_: found)
    answer = evalcap("lint", "north")
    assert (answer.exit_code, folder.is_dir()) == (code, True)
    assert "A path is shown." in answer.stdout
    assert f"Found: 1 {severity}." in answer.stdout


@pytest.mark.usefixtures("folder")
def test_a_report_that_was_never_built_cannot_be_looked_at(evalcap):
    answer = evalcap("lint", "north")
    assert answer.exit_code == 1
    assert answer.stderr.startswith("north has no report yet.")
    evalcap("run", "north")  # which makes evidence, and no report
    again = evalcap("lint", "north")
    assert (again.exit_code, again.stderr) == (1, answer.stderr)
    assert "evalcap build north" in again.stderr
