import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from fake_studies import FakeStudy

from evalcap.validation import Finding, Validation


def finding(severity, status):
    return Finding("R1", severity, status, "Scores are [0, 100].", "Tests.", ("score",), 80, 3)


def test_new_makes_a_folder_and_says_what_comes_next(evalcap, folder):
    answer = evalcap("new", "border-posts", "--programme", "training")
    assert answer.exit_code == 0
    assert (folder / "studies/border-posts/study.toml").is_file()
    assert "evalcap check border-posts" in answer.stdout


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "words", [["x"], ["x", "--programme", "cooking"], ["a b", "--programme", "training"]]
)
def test_new_refuses_what_has_no_meaning(evalcap, words):
    assert evalcap("new", *words).exit_code == 2


def test_run_prints_the_headlines_and_where_the_evidence_is(evalcap, folder):
    answer = evalcap("run", "north")
    assert answer.exit_code == 0
    headline, results = answer.stdout.splitlines()
    assert headline.startswith("Test score came out higher, as intended, by 1.50 points")
    assert headline.endswith("[score/main]")
    assert results == f"Results: {folder / 'build/evidence/north/evidence.json'}"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("severity", "status", "code"), [("critical", "unmet", 1), ("warning", "unmet", 0)]
)
def test_check_fails_on_a_critical_finding_only(evalcap, monkeypatch, severity, status, code):
    validation = Validation((finding(severity, status),))
    monkeypatch.setattr(FakeStudy, "check", lambda _: validation, raising=False)
    answer = evalcap("check", "north")
    assert answer.exit_code == code
    assert "R1" in answer.stdout
    assert "Scores are [0, 100]." in " ".join(answer.stdout.replace("│", " ").split())


@pytest.fixture
def accepting(monkeypatch):
    """A study that can be accepted, and what was recorded of it."""
    recorded = []
    proposal = SimpleNamespace(novelty="north: what is new against cycle 1")
    monkeypatch.setattr(FakeStudy, "propose", lambda _: proposal, raising=False)

    def accept(_, given):
        recorded.append(given)
        return "north: cycle 2 accepted"

    monkeypatch.setattr(FakeStudy, "accept", accept, raising=False)
    return recorded


@pytest.mark.usefixtures("accepting")
def test_accept_says_what_is_new_then_what_was_accepted_and_where_that_is(evalcap, folder):
    answer = evalcap("accept", "north")
    assert answer.stdout.splitlines() == [
        "north: what is new against cycle 1",
        "north: cycle 2 accepted",
        f"Results: {folder / 'studies/north/accepted'}",
    ]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("answered", [False, True])
def test_a_person_is_asked_before_anything_is_recorded(evalcap, monkeypatch, accepting, answered):
    monkeypatch.setattr("evalcap.cli.studying.is_person", lambda: True)
    monkeypatch.setattr("typer.confirm", lambda _: answered)
    assert evalcap("accept", "north").exit_code == (0 if answered else 1)
    assert len(accepting) == answered
    assert evalcap("accept", "north", "--yes").exit_code == 0


def test_map_prints_a_draft_and_writes_nothing(evalcap, tmp_path):
    file = tmp_path / "export.csv"
    file.write_text("Sexe,Score\nFemme,5\n", encoding="utf-8")
    answer = evalcap("map", str(file), "--programme", "training")
    assert answer.exit_code == 0
    assert '# sex = "Sexe"' in answer.stdout
    assert [entry.name for entry in tmp_path.iterdir()] == ["export.csv"]


def test_a_translation_is_drafted_and_its_new_texts_are_told(tmp_path, monkeypatch, evalcap):
    shipped = Path(__file__).parents[2] / "studies" / "document-checks-demo"
    shutil.copytree(shipped, tmp_path / "studies" / "demo")
    shutil.rmtree(tmp_path / "studies" / "demo" / "translations")
    monkeypatch.chdir(tmp_path)
    told = evalcap("translate", "demo", "fr")
    assert told.exit_code == 0
    assert "Added: outcomes.detections.label" in told.stdout
    assert told.stdout.endswith(
        f"Translate it in {tmp_path / 'studies/demo/translations/fr.toml'}\n"
    )
    assert "There is no new text." in evalcap("translate", "demo", "fr").stdout
    assert evalcap("translate", "demo", "en").exit_code == 1


@pytest.fixture
def titled(tmp_path):
    file = tmp_path / "export.csv"
    file.write_text("Export of May;;\nOfficer;Wave;Score\no1;1;55,5\no2;1;60,25\n", "utf-8")
    return str(file)


def test_map_reads_a_file_as_it_is_declared(evalcap, titled):
    refused = evalcap("map", titled, "--programme", "training")
    assert refused.exit_code == 1
    assert "header = 2" in refused.stderr
    answer = evalcap("map", titled, "--programme", "training", "--header", "2")
    assert answer.exit_code == 0
    assert '# score = "decimal comma -> number"' in answer.stdout
    declared = evalcap("map", titled, "--programme=training", "--header=2", "--decimal=,")
    assert "decimal comma" not in declared.stdout


@pytest.mark.usefixtures("folder")
def test_check_says_what_to_do_about_what_keeps_data_from_being_read(evalcap, monkeypatch):
    wrong = Finding("standard-type/a", "critical", "unmet", "a: no dates.", "Declare [units].", ())
    rule = Finding("sex-code", "warning", "unmet", "Codes are listed.", "Why it matters.", ())
    validation = Validation((wrong, rule))
    monkeypatch.setattr(FakeStudy, "check", lambda _: validation, raising=False)
    shown = " ".join(evalcap("check", "north").stdout.split())
    assert "a: no dates. Declare [units]." in shown
    assert "Why it matters" not in shown


@pytest.mark.usefixtures("folder")
def test_run_tells_in_what_the_plan_was_not_kept_and_how_to_accept_it(evalcap, monkeypatch):
    real = FakeStudy.run
    changed = {"deviations": ("The design was changed after the plan was accepted.",)}
    monkeypatch.setattr(FakeStudy, "run", lambda study: real(study).model_copy(update=changed))
    _, deviation, _, advice = evalcap("run", "north").stdout.splitlines()
    assert deviation == f"Deviation from the plan: {changed['deviations'][0]}"
    assert advice.endswith(": evalcap accept north")
