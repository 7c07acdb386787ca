"""A workspace of simulated evaluations, beside real ones."""

import pytest

from evalcap.errors.workspace import WorkspaceNotFoundError
from evalcap.study import Study
from evalcap.workspace import Workspace
from evalcap.workspace.demonstration import write_demonstration


def test_simulated_studies_stand_beside_copies_of_the_real_ones(tmp_path):
    real = tmp_path / "real"
    (real / "studies" / "a" / "__pycache__").mkdir(parents=True)
    (real / "studies" / "a" / "study.toml").write_text("title = 'A'\n", encoding="utf-8")
    (real / "studies" / "a" / "__pycache__" / "x.pyc").write_bytes(b"x")
    made = write_demonstration(tmp_path / "demo", beside=real, programmes=1, cycles=2)
    names = Workspace.find(tmp_path / "demo").studies()
    assert set(names) == {"a", *(folder.name for folder in made)}
    assert len(made) == 6
    assert not (tmp_path / "demo" / "studies" / "a" / "__pycache__").exists()
    assert (real / "studies" / "a" / "study.toml").is_file()


def test_no_lesson_claims_more_than_its_evidence_however_many_programmes_there_are(tmp_path):
    # With one programme of each type, chance hides what its scanners do, in both years.
    made = write_demonstration(tmp_path, programmes=1, cycles=2)
    polarities = {}
    for folder in made:
        study = Study.read(folder)
        study.run()  # refuses a lesson beyond its evidence
        polarities[folder.name] = [lesson.polarity for lesson in study.lessons().lessons]
    unsure = ["sim-document-verification-01-c1", "sim-document-verification-01-c2"]
    assert [name for name, said in polarities.items() if said == ["null"]] == unsure


def test_a_workspace_to_copy_from_that_is_none_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(WorkspaceNotFoundError, match=r"no workspace in .*nowhere"):
        write_demonstration(tmp_path / "demo", beside=tmp_path / "nowhere", programmes=1)
    assert not (tmp_path / "demo").exists()
