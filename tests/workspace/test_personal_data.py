import datetime as dt
import hashlib

import pytest
from fake_studies import FakeStudy, write_study

from evalcap.study.data_sections import SourceSection
from evalcap.study.plan import RetentionSection
from evalcap.workspace.personal_data import dispose_of_data, find_working_copies


@pytest.fixture
def _plan(monkeypatch):
    """A plan with one source, data.csv, that was to be kept until 2020."""

    before = FakeStudy.plan.fget

    def planned(self):
        made = before(self)
        made.sources = [SourceSection(name="tests", path="data.csv")]
        made.retention = RetentionSection(until=dt.date(2020, 1, 1))
        return made

    monkeypatch.setattr(FakeStudy, "plan", property(planned))


@pytest.mark.usefixtures("_plan")
def test_disposed_data_leave_the_report_and_no_rebuilding(workspace, said):
    data = workspace.layout.study("north") / "data.csv"
    data.write_text("x\n1\n")
    workspace.build(log=said.append)
    report = workspace.layout.report("north") / "index.html"
    before = hashlib.sha256(report.read_bytes()).hexdigest()
    assert dispose_of_data(workspace, "north", log=said.append).sources == ("tests",)
    assert not data.exists()
    said.clear()
    for force in (False, True):
        built = workspace.build(["north"], force=force, log=said.append)
        assert [o.state for o in built.studies] == ["up to date"]
    assert "north: up to date; its data were disposed of on" in said[0]
    assert hashlib.sha256(report.read_bytes()).hexdigest() == before
    assert "disposed of" in workspace.status()[0].detail


@pytest.mark.usefixtures("_plan")
def test_nothing_is_removed_unless_it_is_confirmed(workspace, said):
    data = workspace.layout.study("north") / "data.csv"
    data.write_text("x\n1\n")
    answer = dispose_of_data(workspace, "north", confirm=lambda: False, log=said.append)
    assert answer is None
    assert data.is_file()
    assert said == ["  source tests: 1 file"]
    assert find_working_copies(workspace, "north").files == {"source tests": (data,)}


@pytest.mark.usefixtures("_plan")
def test_nothing_left_to_remove_is_said(workspace, said):
    assert dispose_of_data(workspace, "north", log=said.append) is None
    assert said == ["There is nothing to remove."]


def test_data_that_are_kept_past_their_day_are_told_in_every_build(workspace, said):
    write_study(workspace.root, "north", point=1.5, until=dt.date(2020, 1, 1))
    write_study(workspace.root, "south", point=2.5, until=dt.date(2999, 1, 1))
    workspace.build(log=said.append)
    said.clear()
    workspace.build(log=said.append)
    told = "its data were to be kept until 2020-01-01: evalcap dispose north"
    assert said[0] == f"north: up to date; {told}."
    assert [s.detail for s in workspace.status()] == [told, ""]
