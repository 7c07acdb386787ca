import pytest
import yaml

from evalcap.rendering.options import READER
from evalcap.rendering.quarto_project import configure, configured, for_quarto

ENGLISH = {"lang": "en"}


def test_what_every_report_needs_is_not_left_to_the_configuration():
    said = configured(
        {"from": "html", "filters": ["evil.lua"], "project": {"type": "book"}}, ENGLISH
    )
    assert said["from"] == READER
    assert said["filters"] == ["boxes.lua", "tables.lua"]
    assert said["project"] == {"type": "default"}
    assert said["format"]["html"]["embed-resources"] is True


def test_what_a_specialist_says_about_looks_stays():
    said = configured(
        {"toc-depth": 4, "format": {"html": {"css": "mine.css"}, "docx": {"a": 1}}}, ENGLISH
    )
    assert said["toc-depth"] == 4
    assert said["format"]["html"]["css"] == "mine.css"
    assert said["format"]["docx"] == {"a": 1}


def test_boxes_without_a_title_get_the_word_of_the_language():
    assert configured({}, {"lang": "fr"})["report-words"]["warning"] == "Avertissement"


@pytest.mark.parametrize(("language", "delimiter"), [("en", ":"), ("fr", "\u00a0:"), ("es", ":")])
def test_a_caption_has_the_colon_of_its_language_unless_told_otherwise(language, delimiter):
    assert configured({}, {"lang": language})["crossref"] == {"title-delim": delimiter}
    own = configured({"crossref": {"title-delim": "."}}, {"lang": language})
    assert own["crossref"]["title-delim"] == "."


def test_the_folder_gets_the_filters_and_the_configuration(tmp_path):
    (tmp_path / "_quarto.yml").write_text("toc-title: Índice\n", encoding="utf-8")
    configure(tmp_path, {"lang": "es"})
    said = yaml.safe_load((tmp_path / "_quarto.yml").read_text(encoding="utf-8"))
    assert said["toc-title"] == "Índice"
    assert all((tmp_path / name).is_file() for name in said["filters"])


@pytest.mark.parametrize(("numbered", "pattern"), [(True, "1.1"), (False, None)])
def test_headings_without_numbers_have_none_in_the_pdf_either(numbered, pattern):
    said = configured(
        {"format": {"typst": {"section-numbering": "1.1", "papersize": "a4"}}},
        ENGLISH | {"number-sections": numbered},
    )
    assert said["format"]["typst"].get("section-numbering") == pattern
    assert said["format"]["typst"]["papersize"] == "a4"


@pytest.mark.parametrize(
    "name",
    [
        *("_metadata.yml", "_metadata.yaml", "_environment", "_environment.local"),
        *("_environment.required", "_quarto.yml.local", "_quarto-web.yml", "_quarto.yaml"),
    ],
)
def test_nothing_that_quarto_would_merge_lies_beside_the_configuration(tmp_path, name):
    (tmp_path / "_quarto.yml").write_text("toc: true\n")
    (tmp_path / name).write_text("filters: [other.lua]\n")
    (tmp_path / "_variables.yml").write_text("a: 1\n")
    configure(tmp_path, ENGLISH)
    left = {file.name for file in tmp_path.iterdir()}
    assert left == {"_quarto.yml", "_variables.yml", "boxes.lua", "tables.lua"}


def test_a_shown_shortcode_gets_a_third_brace_once():
    once = for_quarto("`{{< var x >}}`")
    assert once == "`{{{< var x >}}}`"
    assert for_quarto(once) == once


def test_a_condition_on_pdf_is_one_on_typst():
    assert for_quarto('{when-format="pdf"}') == '{when-format="typst"}'
    assert for_quarto("{unless-format=pdf}") == '{unless-format="typst"}'
    assert for_quarto('{when-format="html"}') == '{when-format="html"}'
