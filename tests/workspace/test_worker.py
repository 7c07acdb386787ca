"""A process that makes studies, and what becomes of them when it is lost."""

import os

import pytest
from fake_studies import STEPS, write_study

from evalcap.errors.workspace import ProcessDiedError, StudyTooSlowError
from evalcap.workspace.fingerprint import Fingerprint, Surroundings
from evalcap.workspace.layout import Layout
from evalcap.workspace.making import Order
from evalcap.workspace.worker import Worker

AROUND = Surroundings(templates={}, expectations={}, source={}, versions={})


@pytest.fixture
def worker():
    worker = Worker(limit=60)
    yield worker
    worker.end()


@pytest.fixture
def make(tmp_path):
    """Have a worker make a study that does what it is told, and give the outcome."""

    def made(worker, slug, **orders):
        layout = Layout(tmp_path)
        write_study(tmp_path, slug, **orders)
        order = Order(slug, (), Fingerprint(inputs={}, surroundings=AROUND), ("html",), "auto")
        return worker.make(layout, STEPS, order, tmp_path / f"{slug}-staged")

    return made


def test_one_process_makes_one_study_after_the_other(worker, make, tmp_path):
    notes = [tmp_path / "first", tmp_path / "second"]
    for slug, note in zip(("north", "south"), notes, strict=True):
        assert make(worker, slug, note_process_in=str(note)).state == "built"
    first, second = (int(note.read_text()) for note in notes)
    assert first == second != os.getpid()


def test_what_fails_in_it_is_an_outcome_and_the_process_goes_on(worker, make):
    assert make(worker, "north", fail="bug").state == "failed"
    assert make(worker, "south").state == "built"


@pytest.mark.parametrize(("fail", "how"), [("die", "exit code 0"), ("killed", "signal SIGKILL")])
def test_a_process_that_is_lost_says_how_and_the_next_study_gets_another(worker, make, fail, how):
    with pytest.raises(ProcessDiedError, match=f"ended without an answer .{how}."):
        make(worker, "north", fail=fail)
    assert make(worker, "south").state == "built"


def test_a_study_that_does_not_end_is_ended_and_the_next_gets_another_process(
    worker, make, tmp_path
):
    note = tmp_path / "process"
    make(worker, "south", note_process_in=str(note))
    worker._limit = 0.5
    with pytest.raises(StudyTooSlowError, match=r"north was not built within 0\.5 seconds"):
        make(worker, "north", wait_for="never")
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)
    worker._limit = 60.0
    assert make(worker, "south").state == "built"


def test_a_worker_that_was_ended_makes_nothing_more(worker, make):
    worker.end()
    with pytest.raises(ProcessDiedError, match="ended with the build"):
        make(worker, "north")
