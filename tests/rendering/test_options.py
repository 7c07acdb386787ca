import pytest

from evalcap.errors.render import DocumentError
from evalcap.rendering.options import as_list, options_for, read_configuration


def test_a_format_overrides_all_formats_and_the_document_overrides_the_project():
    project = {
        "toc": True,
        "lang": "fr",
        "format": {"html": {"toc": False, "css": "a.css"}, "docx": {"css": "no"}},
        "project": {"type": "default"},
    }
    options = options_for("html", project, {"lang": "es", "format": "html"})
    assert options == {"toc": False, "lang": "es", "css": "a.css"}


def test_the_language_is_english_unless_said_otherwise():
    assert options_for("html", {}, {})["lang"] == "en"


def test_no_configuration_says_nothing(tmp_path):
    assert read_configuration(tmp_path) == {}


@pytest.mark.parametrize("text", ["a: [", "- a\n"])
def test_a_configuration_that_cannot_be_read_is_a_mistake_in_the_document(tmp_path, text):
    (tmp_path / "_quarto.yml").write_text(text)
    with pytest.raises(DocumentError, match=r"_quarto\.yml"):
        read_configuration(tmp_path)


def test_one_name_or_several_may_be_given():
    assert as_list("a.css") == ["a.css"]
    assert as_list(["a.css", "b.css"]) == ["a.css", "b.css"]
    assert as_list(None) == []
