import pytest

from evalcap.workspace.files import is_filled, sha256_of, tree_fingerprints, write_whole

# From FIPS 180-4's example: the message "abc".
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_fingerprint_is_sha256(tmp_path):
    (tmp_path / "file").write_text("abc")
    assert sha256_of(tmp_path / "file") == ABC
    assert sha256_of(tmp_path / "no-file") == "missing"


def test_a_tree_is_its_files_without_caches(tmp_path):
    for name in ("one", "deep/two", "__pycache__/three.pyc", ".gitkeep"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("abc")
    assert tree_fingerprints(tmp_path) == {"one": ABC, "deep/two": ABC}
    assert tree_fingerprints(tmp_path / "absent") == {}


def test_a_file_that_cannot_be_written_whole_keeps_its_old_text(tmp_path, monkeypatch):
    file = tmp_path / "file"
    file.write_text("old")

    def refuse(_path, _target):
        raise PermissionError

    monkeypatch.setattr(type(file), "replace", refuse)
    with pytest.raises(PermissionError):
        write_whole(file, "new")
    assert file.read_text() == "old"


def test_an_empty_file_is_not_filled(tmp_path):
    (tmp_path / "empty").touch()
    assert not is_filled(tmp_path / "empty")
    assert not is_filled(tmp_path / "absent")
    (tmp_path / "full").write_text("text")
    assert is_filled(tmp_path / "full")
