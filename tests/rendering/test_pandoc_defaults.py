import pytest

from evalcap.rendering.options import READER, options_for
from evalcap.rendering.pandoc_defaults import FILTERS, pandoc_defaults


def defaults(format_="html", **said):
    return pandoc_defaults(format_, "a.qmd", "a.out", options_for(format_, said, {}))


@pytest.mark.parametrize("format_", ["html", "pdf", "docx"])
def test_the_reader_leaves_raw_markup_as_text_in_every_format(format_):
    assert defaults(format_)["from"] == READER
    assert "-raw_html-raw_attribute-raw_tex" in READER


def test_every_filter_is_there():
    named = {entry["path"] for entry in defaults()["filters"]}
    assert named == {str(file) for file in FILTERS.glob("*.lua")}


def test_a_page_carries_its_pictures_and_its_style():
    page = defaults(css=["a.css", "b.css"], toc=True)
    assert page["embed-resources"] is True
    assert page["css"] == ["a.css", "b.css"]
    assert page["table-of-contents"] is True


def test_what_stands_before_and_after_a_page_s_text_is_taken_along():
    page = defaults(**{"include-before-body": ["a.html"], "include-after-body": "b.html"})
    assert (page["include-before-body"], page["include-after-body"]) == (["a.html"], ["b.html"])


def test_a_pdf_knows_whether_it_has_a_brand():
    assert defaults("pdf", **{"report-brand": {}})["variables"] == {}
    told = {"report-brand": {"installed-fonts": False}}
    assert defaults("pdf", **told)["variables"] == {"report-brand": True}


def test_a_pdf_begins_as_typst_and_is_numbered_only_when_sections_are():
    options = {"papersize": "a4", "section-numbering": "1.1"}
    assert defaults("pdf", **options)["to"] == "typst"
    assert "section-numbering" not in defaults("pdf", **options)["variables"]
    numbered = defaults("pdf", **options, **{"number-sections": True})
    assert numbered["variables"] == {"papersize": "a4", "section-numbering": "1.1"}


def test_the_machinery_s_words_follow_the_language():
    metadata = defaults(lang="es", date="2026-01-31")["metadata"]
    assert metadata["toc-title"] == "Tabla de contenidos"
    assert metadata["report-words"]["figure"] == "Figura"
    assert metadata["date"] == "31 de enero de 2026"


def test_authors_may_have_affiliations():
    authors = [{"name": "A. Author", "affiliation": "X"}, "B. Author"]
    assert defaults(author=authors)["metadata"]["author"] == ["A. Author", "B. Author"]
    assert "author" not in defaults(author="A. Author")["metadata"]
