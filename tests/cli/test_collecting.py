import pytest
from rich.console import Console

from evalcap.programmes import NAMES, programme


@pytest.mark.parametrize("name", NAMES)
def test_schema_shows_every_column_of_every_table(evalcap, name):
    answer = evalcap("schema", name)
    assert answer.exit_code == 0
    first = [line.split()[0] for line in answer.stdout.splitlines() if line.strip()]
    for table in programme(name).tables:
        assert f"{table.name}: {table.row.split()[0]}" in answer.stdout
        assert {column.name for column in table.columns} <= set(first)


def test_a_column_that_was_not_read_in_its_source_is_shown_as_unverified(evalcap):
    words = " ".join(evalcap("schema", "reintegration", "--table", "interviews").stdout.split())
    assert "Unverified." in words
    assert "Unverified." not in " ".join(evalcap("schema", "training").stdout.split())


def test_one_table_can_be_asked_for(evalcap):
    answer = evalcap("schema", "training", "--table", "courses")
    assert "delivery_mode" in answer.stdout
    assert "attitude_score" not in answer.stdout


def test_files_are_written_and_listed_in_place_of_the_codebook(evalcap, tmp_path):
    answer = evalcap("schema", "training", "--to", tmp_path / "out")
    assert answer.exit_code == 0
    made = [line.removeprefix("Made ") for line in answer.stdout.splitlines()]
    files = sorted(str(path) for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert sorted(made) == files


def test_files_are_written_over_only_where_that_is_asked_for(evalcap, tmp_path):
    command = ("schema", "training", "--table", "courses", "--to", tmp_path)
    assert evalcap(*command).exit_code == 0
    again = evalcap(*command)
    assert again.exit_code == 1
    assert "would be written over" in again.output
    assert evalcap(*command, "--replace").exit_code == 0


def test_an_unknown_programme_is_wrong_usage(evalcap):
    assert evalcap("schema", "trainings").exit_code == 2


def test_an_unknown_table_is_answered_with_those_there_are(evalcap):
    answer = evalcap("schema", "training", "--table", "teachers")
    assert answer.exit_code == 1
    assert "officers, courses, attendances" in answer.output


def test_a_reader_that_stops_reading_is_no_fault(evalcap, monkeypatch):
    def stop(*_, **__):
        raise SystemExit(1)

    monkeypatch.setattr(Console, "on_broken_pipe", stop)
    monkeypatch.setattr(Console, "print", lambda self, *_: self.on_broken_pipe())
    answer = evalcap("schema", "training")
    assert answer.exit_code == 0
    assert answer.output == ""
