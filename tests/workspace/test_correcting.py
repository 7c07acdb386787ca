from datetime import date
from types import SimpleNamespace

import fake_studies
import pytest

from evalcap.errors.study import ReasonMissingError
from evalcap.errors.workspace import NotPublishedError
from evalcap.study.corrections import read_corrections, record_correction
from evalcap.workspace.correcting import evidence_for, record
from evalcap.workspace.layout import Layout


@pytest.fixture
def layout(tmp_path):
    fake_studies.write_study(tmp_path, "north", point=1.5)
    return Layout(tmp_path)


def never():
    raise AssertionError("a withdrawn study is not run again")


def test_only_what_was_published_can_be_withdrawn(layout):
    with pytest.raises(NotPublishedError):
        record(layout, "north", "withdrawn", reason="Why")
    fake_studies.evidence_of("north").write(layout.evidence("north"))
    with pytest.raises(ReasonMissingError):
        record(layout, "north", "withdrawn", reason=" ")
    record(layout, "north", "withdrawn", reason="Why")
    assert [c.kind for c in read_corrections(layout.study("north"))] == ["withdrawn"]


def test_a_withdrawn_study_is_told_as_it_was_published_without_being_run(layout):
    fake_studies.evidence_of("north", 7.0).write(layout.evidence("north"))
    record(layout, "north", "withdrawn", reason="Why")
    told = evidence_for(layout, "north", SimpleNamespace(run=never))
    assert told.estimates[0].point == 7.0
    assert told.is_withdrawn


def test_a_corrected_study_is_run_again(layout):
    fake_studies.evidence_of("north", 7.0).write(layout.evidence("north"))
    record_correction(layout.study("north"), "corrected", reason="Why", day=date(2026, 1, 2))
    fresh = fake_studies.evidence_of("north", 8.0)
    assert evidence_for(layout, "north", SimpleNamespace(run=lambda: fresh)) is fresh


def test_evidence_that_stands_is_taken_as_it_was_made(layout):
    fake_studies.evidence_of("north", 7.0).write(layout.evidence("north"))
    told = evidence_for(layout, "north", SimpleNamespace(run=never), stands=True)
    assert told.estimates[0].point == 7.0
