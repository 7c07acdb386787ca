import pytest

from evalcap.errors.privacy import KeyChangedError, KeyFileError, KeyNotFoundError
from evalcap.privacy.pseudonyms.key_file import new_key, rotate_key
from evalcap.study.keeping_key import key_in_use, workspace_of
from evalcap.study.reading import read_plan

MORE = '\n[privacy]\npseudonymise = ["officer"]\n'


@pytest.fixture
def file(tmp_path, monkeypatch):
    file = tmp_path / "settings" / "keys.json"
    monkeypatch.setenv("EVALCAP_PSEUDONYM_KEY_FILE", str(file))
    return file


@pytest.fixture
def folder(tmp_path, desk, plan):
    desk.folder.parent.joinpath("workspace").mkdir()
    return type(desk)(tmp_path / "workspace" / "studies").write(plan(more=MORE))


def test_a_study_without_pseudonyms_needs_no_key(desk, file):
    folder = desk.write()
    assert key_in_use(read_plan(folder), folder) is None
    assert not file.exists()


def test_the_scope_is_the_study_unless_it_says_otherwise(folder, file):
    new_key(file)
    read = read_plan(folder)
    assert key_in_use(read, folder).scope == "officer-course"
    shared = read.model_copy(update={"privacy": read.privacy.model_copy(update={"scope": "all"})})
    assert key_in_use(shared, folder).scope == "all"


@pytest.mark.usefixtures("file")
def test_a_key_is_missed_and_refused_in_the_workspace(folder, monkeypatch):
    with pytest.raises(KeyNotFoundError):
        key_in_use(read_plan(folder), folder)
    inside = workspace_of(folder) / "keys.json"
    new_key(inside)
    monkeypatch.setenv("EVALCAP_PSEUDONYM_KEY_FILE", str(inside))
    with pytest.raises(KeyFileError, match="in the workspace"):
        key_in_use(read_plan(folder), folder)


def test_a_cycle_with_another_key_is_refused(folder, file):
    new_key(file)
    with pytest.raises(KeyChangedError, match="file with that key"):
        key_in_use(read_plan(folder), folder, "0123456789abcdef")
    with pytest.raises(KeyChangedError):
        key_in_use(read_plan(folder), folder, "0123456789abcdef", accepting=True)


def test_a_rotated_key_is_taken_up_when_it_is_accepted(folder, file):
    accepted = new_key(file).present.fingerprint
    assert key_in_use(read_plan(folder), folder, accepted).fingerprint == accepted
    now = rotate_key(file).present.fingerprint
    with pytest.raises(KeyChangedError, match="crosswalk"):
        key_in_use(read_plan(folder), folder, accepted)
    assert key_in_use(read_plan(folder), folder, accepted, accepting=True).fingerprint == now


def test_the_workspace_holds_the_folder_of_studies(tmp_path):
    assert workspace_of(tmp_path / "studies" / "a") == tmp_path
    assert workspace_of(tmp_path / "alone") == tmp_path / "alone"
