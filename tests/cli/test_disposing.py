from datetime import date

import pytest
from fake_studies import FakeStudy

from evalcap.study.data_sections import SourceSection
from evalcap.study.plan import RetentionSection


@pytest.fixture
def data(folder, monkeypatch):
    """The data of the study north, with a plan that says until when they are kept."""
    before = FakeStudy.plan.fget

    def planned(self):
        made = before(self)
        made.sources = [SourceSection(name="tests", path="data.csv")]
        made.retention = RetentionSection(until=date.fromisoformat(self.orders["until"]))
        return made

    monkeypatch.setattr(FakeStudy, "plan", property(planned))
    file = folder / "studies/north/data.csv"
    file.write_text("x\n1\n")

    def kept(until):
        (file.parent / "study.toml").write_text(f'until = "{until}"\n')
        return file

    return kept


def test_a_dry_run_tells_and_removes_nothing(evalcap, data):
    file = data("2020-01-01")
    answer = evalcap("dispose", "north", "--dry-run")
    assert (answer.exit_code, answer.stdout) == (0, "  source tests: 1 file\n")
    assert file.is_file()


def test_data_past_their_date_are_removed_and_it_is_recorded(evalcap, data):
    file = data("2020-01-01")
    answer = evalcap("dispose", "north")
    assert answer.stdout.splitlines()[1:] == [
        "Removed 1 file of north.",
        f"Recorded: {file.parent / 'disposal.json'}",
    ]
    assert not file.exists()
    assert "Removed 0 files of north." in evalcap("dispose", "north").stdout


def test_before_their_date_it_takes_an_order_and_a_reason(evalcap, data):
    file = data("2999-01-01")
    for words in ([], ["--now"]):
        refused = evalcap("dispose", "north", *words)
        assert refused.exit_code == 1
        assert "Nothing was removed" in refused.stderr
    assert file.is_file()
    assert evalcap("dispose", "north", "--now", "--reason", "asked for").exit_code == 0
    assert "asked for" in (file.parent / "disposal.json").read_text()


def test_a_person_is_asked_first(evalcap, data, monkeypatch):
    file = data("2020-01-01")
    monkeypatch.setattr("evalcap.cli.studying.is_person", lambda: True)
    monkeypatch.setattr("typer.confirm", lambda _: False)
    assert "Removed 0 files" in evalcap("dispose", "north").stdout
    assert file.is_file()
    assert "Removed 1 file" in evalcap("dispose", "north", "--yes").stdout
