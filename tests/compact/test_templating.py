"""Pages of the site filled from their templates."""

import pytest

from evalcap.codelists import default_folder
from evalcap.compact.templating import Style, filled, read_style
from evalcap.errors.brand import BrandError
from evalcap.words.catalogue import site_catalogue


def test_the_style_is_that_of_reports_and_what_the_site_adds():
    style = read_style(default_folder("reports"))
    assert ".skip" in style.sheet
    assert "</" not in style.sheet
    assert style.brand is None


def test_a_folder_without_a_style_sheet_gets_the_one_that_ships(tmp_path):
    assert read_style(tmp_path) == read_style(default_folder("reports"))


def test_text_of_studies_is_escaped():
    page = filled("page.html", Style(""), site_catalogue(), {"heading": "<script>", "subtitle": ""})
    assert "<title>&lt;script&gt;</title>" in page


def test_a_page_that_is_not_on_the_site_has_no_way_through_it():
    content = {"heading": "A page", "subtitle": ""}
    assert "lessons.html" not in filled("page.html", Style(""), site_catalogue(), content)
    inside = filled("page.html", Style(""), site_catalogue(), content, here="gaps", above="../")
    assert '<a href="../lessons.html">' in inside
    assert '<a href="../gaps.html" aria-current="page">' in inside


def test_every_page_bears_the_brand(tmp_path):
    told = "{meta: {name: A & B}, color: {primary: '#00594f'}}"
    (tmp_path / "_brand.yml").write_text(told, encoding="utf-8")
    style = read_style(tmp_path)
    content = {"heading": "A page", "subtitle": ""}
    for name in ("page.html", "document.html"):
        page = filled(name, style, site_catalogue(), content)
        assert '<div class="brand"><span>A &amp; B</span></div>' in page
        assert "<p>A &amp; B</p>" in page
        assert page.index("--accent: #1d4f7c") < page.index("--accent: #00594f")


def test_a_brand_that_cannot_be_used_stops_the_site(tmp_path):
    (tmp_path / "_brand.yml").write_text("colour: {}", encoding="utf-8")
    with pytest.raises(BrandError, match="did you mean 'color'"):
        read_style(tmp_path)
