import pytest

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
