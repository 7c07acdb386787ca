import pytest
import yaml

from evalcap.rendering import render_document
from evalcap.rendering.brand import Brand, read_brand
from evalcap.rendering.brand.brand import FontCut
from evalcap.rendering.brand.dressing import dress

DOCUMENT = """---
title: A report
date: 2026-01-31
engine: markdown
---

# Findings

Text with a [link](https://example.org).
"""


@pytest.fixture
def copy(tmp_path_factory):
    """The copy of a document's folder that is about to be rendered."""
    folder = tmp_path_factory.mktemp("copy")
    said = {"format": {"html": {"css": "style.css"}, "typst": {"papersize": "a4"}}}
    (folder / "_quarto.yml").write_text(yaml.safe_dump(said), encoding="utf-8")
    (folder / "_brand.yml").write_text("meta: {name: A}", encoding="utf-8")
    return folder


def configuration(folder):
    return yaml.safe_load((folder / "_quarto.yml").read_text(encoding="utf-8"))


def test_the_brand_comes_after_the_report_s_own_style_and_replaces_nothing(copy, folder):
    dress(copy, read_brand(folder))
    said = configuration(copy)
    assert said["format"]["html"]["css"] == ["style.css", "brand.css"]
    assert said["format"]["html"]["include-before-body"] == ["brand-banner.html"]
    assert said["format"]["typst"]["papersize"] == "a4"
    assert said["report-brand"] == {"installed-fonts": True}


def test_quarto_finds_no_brand_file_to_apply_a_second_time(copy, folder):
    dress(copy, read_brand(folder))
    assert not (copy / "_brand.yml").exists()
    assert (copy / "brand-logo.svg").is_file()


def test_fonts_lie_where_typst_is_told_to_look(copy, folder):
    (folder / "a.ttf").write_bytes(b"font")
    dress(copy, Brand(base="A", cuts=(FontCut("A", folder / "a.ttf", "normal", "normal"),)))
    (place,) = configuration(copy)["format"]["typst"]["font-paths"]
    assert [f.name for f in (copy / place).iterdir()] == ["0.ttf"]
    assert configuration(copy)["report-brand"] == {"installed-fonts": False}


def test_a_page_has_the_brand_above_its_title_and_loads_nothing(folder, tmp_path_factory):
    (folder / "index.qmd").write_text(DOCUMENT, encoding="utf-8")
    to = tmp_path_factory.mktemp("site")
    made = render_document(folder, formats=["html"], to=to, engine="pandoc").files["html"]
    page = made.read_text(encoding="utf-8")
    assert page.index('class="brand"') < page.index('id="title-block-header"')
    assert page.index("--accent: #1d4f7c") < page.index("--accent: #00594f")
    assert 'class="brand-foot"' in page


def test_a_brand_that_is_given_wins_over_the_folder_s_own(folder, tmp_path_factory):
    (folder / "index.qmd").write_text(DOCUMENT, encoding="utf-8")
    to = tmp_path_factory.mktemp("site")
    brand = Brand(name="Another")
    made = render_document(folder, formats=["html"], to=to, engine="pandoc", brand=brand)
    page = made.files["html"].read_text(encoding="utf-8")
    assert "Another" in page
    assert "Example Institute" not in page
