import yaml

from evalcap.rendering.options import READER
from evalcap.rendering.quarto_project import configure, configured, for_quarto


def test_what_every_report_needs_is_not_left_to_the_configuration():
    said = configured({"from": "html", "filters": ["evil.lua"], "project": {"type": "book"}}, "en")
    assert said["from"] == READER
    assert said["filters"] == ["boxes.lua"]
    assert said["project"] == {"type": "default"}
    assert said["format"]["html"]["embed-resources"] is True


def test_what_a_specialist_says_about_looks_stays():
    said = configured(
        {"toc-depth": 4, "format": {"html": {"css": "mine.css"}, "docx": {"a": 1}}}, "en"
    )
    assert said["toc-depth"] == 4
    assert said["format"]["html"]["css"] == "mine.css"
    assert said["format"]["docx"] == {"a": 1}


def test_boxes_without_a_title_get_the_word_of_the_language():
    assert configured({}, "fr")["report-words"]["warning"] == "Avertissement"


def test_the_folder_gets_the_filter_and_the_configuration(tmp_path):
    (tmp_path / "_quarto.yml").write_text("toc-title: Índice\n", encoding="utf-8")
    configure(tmp_path, "es")
    said = yaml.safe_load((tmp_path / "_quarto.yml").read_text(encoding="utf-8"))
    assert said["toc-title"] == "Índice"
    assert (tmp_path / "boxes.lua").is_file()


def test_a_shown_shortcode_gets_a_third_brace_once():
    once = for_quarto("`{{< var x >}}`")
    assert once == "`{{{< var x >}}}`"
    assert for_quarto(once) == once


def test_a_condition_on_pdf_is_one_on_typst():
    assert for_quarto('{when-format="pdf"}') == '{when-format="typst"}'
    assert for_quarto("{unless-format=pdf}") == '{unless-format="typst"}'
    assert for_quarto('{when-format="html"}') == '{when-format="html"}'
