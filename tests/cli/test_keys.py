import stat

import pandas as pd
import pytest


@pytest.fixture
def file(tmp_path_factory, monkeypatch):
    file = tmp_path_factory.mktemp("settings") / "keys.json"
    monkeypatch.setenv("EVALCAP_PSEUDONYM_KEY_FILE", str(file))
    return file


def test_a_key_is_made_rotated_and_shown_without_its_secret(evalcap, file):
    assert evalcap("key", "new").exit_code == 0
    assert evalcap("key", "rotate").exit_code == 0
    said = evalcap("key", "show").stdout.splitlines()
    assert said[0] == f"Key file: {file}"
    assert [line.split()[1] for line in said[1:]] == ["1", "2"]
    assert [line.endswith(", in use") for line in said[1:]] == [False, True]
    assert max(len(word) for line in said[1:] for word in line.split()) <= 17


def test_a_key_file_can_be_named(evalcap, tmp_path):
    place = tmp_path / "other.json"
    assert str(place) in evalcap("key", "new", "--file", place).stdout
    assert place.is_file()


@pytest.mark.usefixtures("file")
def test_a_second_new_key_and_a_missing_one_are_refused(evalcap):
    missing = evalcap("key", "show")
    assert missing.exit_code == 1
    assert "evalcap key new" in missing.stderr
    evalcap("key", "new")
    assert evalcap("key", "new").exit_code == 1


def test_no_key_is_made_in_the_workspace_one_stands_in(evalcap, folder):
    answer = evalcap("key", "new", "--file", folder / "keys.json")
    assert answer.exit_code == 1
    assert "in the workspace" in answer.stderr
    assert not (folder / "keys.json").exists()


def test_a_crosswalk_is_written_for_its_owner_alone(evalcap, folder, monkeypatch):
    table = pd.DataFrame({"before": ["psn-a"], "now": ["psn-b"]})
    monkeypatch.setattr("evalcap.study.crosswalking.study_crosswalk", lambda *_: table)
    monkeypatch.setattr("fake_studies.FakeStudy.plan", None, raising=False)
    answer = evalcap("key", "crosswalk", "north")
    file = folder / "build/private/north/crosswalk.csv"
    assert answer.stdout == f"1 pseudonym, private: {file}\n"
    assert file.read_text() == "before,now\npsn-a,psn-b\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
