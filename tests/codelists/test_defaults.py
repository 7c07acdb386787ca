import pytest

from evalcap.codelists import defaults
from evalcap.errors.source import DefaultsMissingError


def test_an_editable_install_uses_the_repositorys_own_folders():
    assert (defaults.default_folder("expectations") / "common.yaml").is_file()


def test_the_folder_inside_the_package_comes_first(tmp_path, monkeypatch):
    shipped = tmp_path / "evalcap" / "defaults" / "reports"
    shipped.mkdir(parents=True)
    (tmp_path / "reports").mkdir()
    monkeypatch.setattr(defaults, "_PACKAGE", tmp_path / "evalcap")
    monkeypatch.setattr(defaults, "_REPOSITORY", tmp_path)
    assert defaults.default_folder("reports") == shipped


def test_an_install_without_its_defaults_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(defaults, "_PACKAGE", tmp_path)
    monkeypatch.setattr(defaults, "_REPOSITORY", tmp_path)
    with pytest.raises(DefaultsMissingError, match="reports"):
        defaults.default_folder("reports")
