"""Translations beside the evidence of a build."""

from evalcap.translations import Translation
from evalcap.translations.stored import read_stored, translations_json


def test_what_is_written_is_read_again(tmp_path):
    translation = Translation.model_validate(
        {"title": "Titre", "exchange": {"keywords": ["un"]}, "names": {"a": "b"}}
    )
    file = tmp_path / "translations.json"
    file.write_text(translations_json({"fr": translation}), encoding="utf-8")
    assert read_stored(file) == {"fr": translation}
    assert "summary" not in file.read_text(encoding="utf-8")


def test_a_study_without_translations_has_no_file(tmp_path):
    assert read_stored(tmp_path / "translations.json") == {}
