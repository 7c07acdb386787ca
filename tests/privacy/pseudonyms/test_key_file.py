import json
import os
import stat
from pathlib import Path

import pytest

from evalcap.errors.personal_data import KeyExistsError, KeyFileError, KeyNotFoundError
from evalcap.privacy.pseudonyms.key_file import key_file, new_key, read_keys, rotate_key

posix = pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "settings" / "keys.json"


@pytest.fixture
def workspace(tmp_path):
    folder = tmp_path / "workspace"
    folder.mkdir()
    return folder


def test_a_new_key_is_read_again(file, workspace):
    made = new_key(file, workspace=workspace)
    assert read_keys(file, workspace=workspace) == made
    assert [key.version for key in made.keys] == [1]
    assert len(made.present.secret) == 32


def test_two_keys_are_never_the_same(tmp_path):
    one, other = (new_key(tmp_path / name).present for name in ("a", "b"))
    assert one.secret != other.secret


@posix
def test_only_its_owner_can_read_it(file):
    new_key(file)
    rotate_key(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [f.name for f in file.parent.iterdir()] == [file.name]


def test_rotating_adds_a_version_and_keeps_those_before(file):
    first = new_key(file).present
    ring = rotate_key(file)
    assert ring.before == (first,)
    assert (ring.present.version, ring.present.secret != first.secret) == (2, True)
    assert read_keys(file) == ring


def test_a_key_is_never_overwritten(file):
    made = new_key(file)
    with pytest.raises(KeyExistsError, match="rotate"):
        new_key(file)
    assert read_keys(file) == made


def test_without_a_key_it_says_how_to_get_one(file):
    with pytest.raises(KeyNotFoundError, match="evalcap key new"):
        read_keys(file)


def test_no_key_is_made_in_the_workspace(workspace):
    with pytest.raises(KeyFileError, match="in the workspace"):
        new_key(workspace / "keys.json", workspace=workspace)
    assert not [*workspace.iterdir()]


def test_a_link_out_of_the_workspace_does_not_hide_a_key_in_it(file, workspace):
    new_key(workspace / "keys.json")
    file.parent.mkdir()
    file.symlink_to(workspace / "keys.json")
    with pytest.raises(KeyFileError, match="in the workspace"):
        read_keys(file, workspace=workspace)


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_can_read_is_refused(file, mode):
    new_key(file)
    file.chmod(mode)
    with pytest.raises(KeyFileError, match=f"mode {mode:04o}"):
        read_keys(file)


def test_every_reason_against_a_file_is_given_at_once(workspace):
    file = workspace / "keys.json"
    new_key(file)
    content = json.loads(file.read_text())
    content["keys"][0]["secret"] = "ab" * 31
    content["keys"] *= 2
    file.write_text(json.dumps(content))
    with pytest.raises(KeyFileError) as caught:
        read_keys(file, workspace=workspace)
    assert len(caught.value.problems) == 4
    assert "31 bytes, fewer than 32" in str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "no JSON", "{}", '{"keys": []}', '{"keys": [{"secret": "s3"}]}']
)
def test_a_file_that_holds_something_else_is_refused_without_showing_it(file, text):
    new_key(file)
    file.write_text(text)
    with pytest.raises(KeyFileError) as caught:
        read_keys(file)
    assert "s3" not in str(caught.value)


def test_the_file_is_where_the_variable_says(monkeypatch):
    monkeypatch.setenv("EVALCAP_PSEUDONYM_KEY_FILE", "/safe/keys.json")
    assert key_file() == Path("/safe/keys.json")


def test_without_the_variable_it_is_in_the_user_s_settings(monkeypatch, tmp_path):
    monkeypatch.delenv("EVALCAP_PSEUDONYM_KEY_FILE", raising=False)
    monkeypatch.setattr("evalcap.privacy.pseudonyms.key_file.sys.platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert key_file() == tmp_path / "evalcap" / "pseudonym-keys.json"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    assert key_file() == Path.home() / ".config" / "evalcap" / "pseudonym-keys.json"
