from datetime import UTC, datetime

import pytest

from evalcap.workspace.guarding import Failure
from evalcap.workspace.record import Outcome, Status

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)


def test_a_record_comes_back_as_it_was_written(tmp_path):
    outcome = Outcome(name="north", state="built", at=NOW, seconds=3.2, reasons=("new",))
    status = Status(evalcap="1.0", started=NOW).adding(outcome).ending(outcome, ok=True)
    status.write(tmp_path / "status.json")
    assert Status.read(tmp_path / "status.json") == status


@pytest.mark.parametrize("text", ["", "{", '{"evalcap": "1.0"}', "\x00"])
def test_a_damaged_record_counts_as_absent(tmp_path, text):
    (tmp_path / "status.json").write_text(text)
    assert Status.read(tmp_path / "status.json") is None
    assert Status.read(tmp_path / "no.json") is None


def test_an_outcome_reads_as_a_line():
    built = Outcome(name="north", state="built", at=NOW, seconds=12.4)
    assert str(built) == "north: built in 12 s."
    idle = Outcome(name="north", state="up to date", at=NOW, reasons=("due since 2026-01-01",))
    assert str(idle) == "north: up to date; due since 2026-01-01."
    failed = built.failed(Failure("What is wrong.\nWhat to do."))
    assert str(failed) == "north: failed after 12 s.\n  What is wrong.\n  What to do."
    unread = failed.model_copy(update={"seconds": 0.0})
    assert str(unread) == "north: failed.\n  What is wrong.\n  What to do."


def test_an_outcome_of_many_says_which_of_them_it_is():
    built = Outcome(name="north", state="built", at=NOW, seconds=12.4)
    assert built.counted(3, 100) == "north: built in 12 s (3 of 100)."
    failed = built.failed(Failure("What is wrong."))
    assert failed.counted(4, 100) == "north: failed after 12 s (4 of 100).\n  What is wrong."
