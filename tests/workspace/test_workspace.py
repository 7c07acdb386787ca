import pytest
from fake_studies import write_study

from evalcap.errors.workspace import (
    StudyExistsError,
    StudyNameError,
    UnknownStudyError,
    WorkspaceNotFoundError,
)
from evalcap.evidence import Evidence
from evalcap.workspace import Workspace


def quiet(_line):
    pass


def test_a_workspace_is_found_from_any_folder_below_it(workspace):
    assert Workspace.find(workspace.root).root == workspace.root
    assert Workspace.find(workspace.root / "studies" / "north").root == workspace.root


def test_a_folder_outside_any_workspace_is_refused(tmp_path):
    with pytest.raises(WorkspaceNotFoundError, match="folder `studies`"):
        Workspace.find(tmp_path)


def test_running_a_study_writes_its_evidence_and_no_report(workspace):
    evidence = workspace.run("north", log=quiet)
    assert evidence.estimates[0].point == 1.5
    assert Evidence.read(workspace.root / "build/evidence/north") == evidence
    assert not (workspace.root / "build/site").exists()


def test_evidence_that_was_run_anew_makes_the_report_out_of_date(workspace, said):
    workspace.build(log=quiet)
    write_study(workspace.root, "north", point=8.0)
    workspace.run("north", log=quiet)
    write_study(workspace.root, "north", point=1.5)
    workspace.build(log=said.append)
    assert "evidence/north/evidence.json was changed after it was built" in said[0]


def test_an_unknown_study_is_refused_with_a_guess(workspace):
    with pytest.raises(UnknownStudyError, match="Did you mean north"):
        workspace.study("norht")


def test_the_summary_can_be_made_alone(workspace, said):
    workspace.build(log=quiet)
    (workspace.root / "build/site/compact/index.html").unlink()
    assert workspace.compact(log=said.append).state == "built"
    assert said == ["Compact summary: built in 0 s."]
    assert (workspace.root / "build/site/compact/index.html").is_file()


def test_there_is_no_summary_before_a_study_was_built(workspace, said):
    outcome = workspace.compact(log=said.append)
    assert outcome.state == "failed"
    assert "no study has been built yet" in outcome.message


def test_a_new_study_does_not_overwrite_one_that_exists(workspace):
    with pytest.raises(StudyExistsError, match="north"):
        workspace.new("north", programme="training")


def test_a_new_study_needs_a_name_that_can_be_an_address(workspace):
    with pytest.raises(StudyNameError, match=r"\.\./outside"):
        workspace.new("../outside", programme="training")
