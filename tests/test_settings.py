"""What a workspace says once for all of its studies."""

import pytest

from evalcap.errors.settings import SettingsError
from evalcap.settings import languages_for, read_settings


def written(folder, text):
    (folder / "evalcap.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_workspace_names_its_languages_the_first_in_front(tmp_path):
    settings = read_settings(written(tmp_path, 'languages = ["fr", "en"]'))
    assert settings.languages == ("fr", "en")


def test_without_the_file_a_workspace_is_in_english(tmp_path):
    assert read_settings(tmp_path).languages == ("en",)


def test_every_mistake_is_named_at_once(tmp_path):
    folder = written(tmp_path, 'languages = ["fr", "xx"]\nlanguage = "fr"\n')
    with pytest.raises(SettingsError, match="2 mistakes") as raised:
        read_settings(folder)
    assert "'en', 'fr' or 'es'" in str(raised.value)
    assert "language: unknown key" in str(raised.value)


@pytest.mark.parametrize("text", ["languages = []", 'languages = "fr"', "languages ="])
def test_what_is_no_list_of_languages_is_refused(tmp_path, text):
    with pytest.raises(SettingsError, match=r"evalcap\.toml has 1 mistake"):
        read_settings(written(tmp_path, text))


def test_a_study_has_the_languages_of_its_workspace_only_where_that_names_some(tmp_path):
    study = tmp_path / "studies" / "border-training"
    study.mkdir(parents=True)
    assert languages_for(study) is None
    written(tmp_path, "")
    assert languages_for(study) is None
    written(tmp_path, 'languages = ["es"]')
    assert languages_for(study) == ("es",)


def test_a_folder_that_lies_in_no_workspace_has_none(tmp_path):
    study = tmp_path / "elsewhere" / "border-training"
    study.mkdir(parents=True)
    written(tmp_path, 'languages = ["es"]')
    assert languages_for(study) is None
