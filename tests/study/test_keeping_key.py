import pandas as pd
import pytest

from evalcap.errors.personal_data import KeyChangedError, KeyFileError, KeyNotFoundError
from evalcap.privacy.pseudonyms.key_file import new_key, rotate_key
from evalcap.study.keeping_key import accepted_key, key_in_use, workspace_of
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


@pytest.fixture
def accepted(monkeypatch):
    """Say which key the accepted cycle was made with."""
    return lambda key: monkeypatch.setattr("evalcap.study.keeping_key.accepted_key", lambda _: key)


def test_a_cycle_with_another_key_is_refused(folder, file, accepted):
    new_key(file)
    accepted("0123456789abcdef")
    for accepting in (False, True):
        with pytest.raises(KeyChangedError, match="file with that key"):
            key_in_use(read_plan(folder), folder, accepting=accepting)


def test_a_rotated_key_is_taken_up_when_it_is_accepted(folder, file, accepted):
    before = new_key(file).present.fingerprint
    accepted(before)
    assert key_in_use(read_plan(folder), folder).fingerprint == before
    now = rotate_key(file).present.fingerprint
    with pytest.raises(KeyChangedError, match="crosswalk"):
        key_in_use(read_plan(folder), folder)
    assert key_in_use(read_plan(folder), folder, accepting=True).fingerprint == now


def test_persons_are_known_by_the_pseudonyms_of_every_key_before(folder, file):
    plan, persons = read_plan(folder), pd.Series(["Awa Diop", "Kofi Mensah"])
    new_key(file)
    old = []
    for _ in range(2):
        old.append(key_in_use(plan, folder).pseudonymised(persons, plan.privacy.alike))
        rotate_key(file)
    key = key_in_use(plan, folder).continuing(persons, plan.privacy.alike)
    now = key.pseudonymised(persons, plan.privacy.alike).tolist()
    assert [key.pseudonymised(o, plan.privacy.alike).tolist() for o in old] == [now, now]
    assert "psn-" not in repr(key)


def test_a_study_that_nobody_accepted_has_no_key_to_keep(folder):
    assert accepted_key(folder) is None


def test_the_workspace_holds_the_folder_of_studies(tmp_path):
    assert workspace_of(tmp_path / "studies" / "a") == tmp_path
    assert workspace_of(tmp_path / "alone") == tmp_path / "alone"
