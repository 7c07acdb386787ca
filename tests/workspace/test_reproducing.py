import json
from datetime import date

import pytest
from fake_studies import FakeStudy, write_study

from evalcap.errors.disposal import DisposedError
from evalcap.errors.study import NothingAcceptedError


def reproduce(study, evidence):
    accepted = study.orders.get("accepted")
    if accepted is None:
        raise NothingAcceptedError(study.folder.name)
    point = evidence.estimates[0].point
    return [] if point == accepted else [f"point: {point}, accepted was {accepted}"]


@pytest.fixture
def workspace(workspace, monkeypatch):
    monkeypatch.setattr(FakeStudy, "reproduce", reproduce, raising=False)
    return workspace


def states(workspace, slugs=None):
    result = workspace.reproduce(slugs)
    return result.ok, {slug: study.state for slug, study in result.studies.items()}


def test_a_study_that_gives_the_accepted_numbers_is_reproduced(workspace):
    write_study(workspace.root, "north", point=1.5, accepted=1.5)
    assert states(workspace) == (True, {"north": "reproduced", "south": "nothing accepted"})


def test_a_study_that_gives_other_numbers_fails_and_says_which(workspace):
    write_study(workspace.root, "north", point=1.5, accepted=1.6)
    result = workspace.reproduce(["north"])
    assert not result.ok
    assert str(result) == "north: different.\n  point: 1.5, accepted was 1.6"


def test_a_study_that_cannot_be_run_fails_with_its_message(workspace):
    write_study(workspace.root, "north", point=1.5, accepted=1.5)
    write_study(workspace.root, "south", fail="missing")
    assert states(workspace) == (False, {"north": "reproduced", "south": "failed"})


def test_where_nothing_was_accepted_nothing_was_reproduced(workspace):
    result = workspace.reproduce(["south"])
    assert not result.ok
    assert str(result).startswith("south: nothing accepted.\n")
    assert "evalcap accept south" in str(result)


def test_the_result_is_written_and_the_builds_are_left_alone(workspace):
    write_study(workspace.root, "north", point=1.5, accepted=1.5)
    workspace.reproduce()
    written = json.loads((workspace.root / "build/reproduction.json").read_text())
    assert written["studies"]["north"]["state"] == "reproduced"
    assert not (workspace.root / "build/evidence").exists()


def test_a_study_whose_data_were_disposed_of_fails_nothing(workspace, monkeypatch):
    write_study(workspace.root, "south", point=1.5, accepted=1.5)
    run = FakeStudy.run

    def gone(study):
        if study.folder.name == "north":
            rule = "as they were to be kept until 2020-01-01"
            raise DisposedError("north", on=date(2020, 1, 2), rule=rule, sources=("tests",))
        return run(study)

    monkeypatch.setattr(FakeStudy, "run", gone)
    result = workspace.reproduce(None)
    assert result.ok
    assert str(result).startswith("north: disposed of.\n  The data of north were disposed of on")
