"""Pages of the site filled from their templates."""

import pytest

from evalcap.codelists import default_folder
from evalcap.compact.templating import filled, read_style
from evalcap.errors.report import StylesheetMissingError
from evalcap.words.catalogue import site_catalogue


def test_the_style_is_that_of_reports_and_what_the_site_adds():
    style = read_style(default_folder("reports"))
    assert ".skip" in style
    assert "</" not in style


def test_a_folder_without_a_style_sheet_is_refused(tmp_path):
    with pytest.raises(StylesheetMissingError, match=r"style\.css"):
        read_style(tmp_path)


def test_text_of_studies_is_escaped():
    page = filled("page.html", "", site_catalogue(), {"heading": "<script>", "subtitle": ""})
    assert "<title>&lt;script&gt;</title>" in page


def test_a_page_that_is_not_on_the_site_has_no_way_through_it():
    content = {"heading": "A page", "subtitle": ""}
    assert "lessons.html" not in filled("page.html", "", site_catalogue(), content)
    inside = filled("page.html", "", site_catalogue(), content, here="gaps", above="../")
    assert '<a href="../lessons.html">' in inside
    assert '<a href="../gaps.html" aria-current="page">' in inside
