import io
import os
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from evalcap.rendering import render_document
from evalcap.rendering.brand import Brand, read_brand
from evalcap.rendering.brand.word import _COLOURS, dress_word
from evalcap.rendering.package import unzipped
from evalcap.rendering.packages import pandoc_command
from evalcap.rendering.word import provide_reference

DOCUMENT = "---\ntitle: A report\ndate: 2026-01-31\nengine: markdown\n---\n\n# Findings\n\nText.\n"


@pytest.fixture
def document(tmp_path_factory):
    """A document without a brand."""
    own = tmp_path_factory.mktemp("document")
    (own / "index.qmd").write_text(DOCUMENT, encoding="utf-8")
    to = tmp_path_factory.mktemp("site")
    made = render_document(own, formats=["docx"], to=to, engine="pandoc").files["docx"]
    return made.read_bytes()


@pytest.fixture
def dressed(document, folder):
    return unzipped(dress_word(document, read_brand(folder)))


def test_every_part_is_sound_and_every_part_referred_to_is_there(dressed):
    for name, content in dressed.items():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(content)  # noqa: S314 - our own file
    targets = re.findall(rb'Target="([^"]+)"', dressed["word/_rels/header-brand.xml.rels"])
    assert [f"word/{target.decode()}" in dressed for target in targets] == [True]
    assert b'Target="header-brand.xml"' in dressed["word/_rels/document.xml.rels"]
    assert b'Extension="png"' in dressed["[Content_Types].xml"]


def test_its_properties_say_whose_it_is(dressed):
    assert (
        b"<dc:creator>Example Institute &amp; Partners</dc:creator>" in dressed["docProps/core.xml"]
    )
    assert b"<Company>Example Institute &amp; Partners</Company>" in dressed["docProps/app.xml"]


def test_the_name_stands_above_every_page_and_the_logo_above_the_first(dressed):
    assert b"Example Institute &amp; Partners" in dressed["word/header1.xml"]
    first = dressed["word/header-brand.xml"]
    assert b"Example Institute &amp; Partners" in first
    assert b'descr="Example Institute &amp; Partners"' in first
    assert b'w:type="first" r:id="rIdBrandHeader"' in dressed["word/document.xml"]


@pytest.mark.parametrize(("name", "lines"), [("Short", 1), ("A rather long name " * 5, 2)])
def test_a_name_that_has_no_room_beside_the_logo_stands_below_it(document, folder, name, lines):
    brand = replace(read_brand(folder), name=name)
    header = unzipped(dress_word(document, brand))["word/header-brand.xml"]
    assert header.count(b"<w:p>") == lines


def test_styles_take_colours_and_fonts(dressed):
    styles = dressed["word/styles.xml"].decode()
    assert "1D4F7C" not in styles
    heading = styles.partition('w:styleId="Heading1"')[2].partition("</w:style>")[0]
    assert 'w:ascii="Georgia"' in heading
    assert "00594F" in heading
    assert '"Calibri"' not in styles
    defaults = styles.partition("<w:rPrDefault>")[2].partition("</w:rPrDefault>")[0]
    assert 'w:ascii="Noto Sans"' in defaults
    assert 'w:color w:val="222222"' in defaults


def test_every_colour_of_the_house_s_styles_is_one_that_a_brand_can_change(tmp_path):
    provide_reference(tmp_path, [pandoc_command()], os.environ)
    with zipfile.ZipFile(io.BytesIO((tmp_path / "reference.docx").read_bytes())) as archive:
        styles = archive.read("word/styles.xml").decode()
    assert set(_COLOURS) <= set(re.findall(r'"([0-9A-F]{6})"', styles))


def test_the_styles_of_somebody_s_own_stay_as_they_are(document, folder):
    plain, kept = unzipped(document), dress_word(document, read_brand(folder), own_styles=True)
    changed = {name for name, part in unzipped(kept).items() if plain.get(name) != part}
    assert changed == {"docProps/core.xml", "docProps/app.xml"}


def test_a_brand_of_nothing_but_a_name_changes_no_style(document):
    plain, named = unzipped(document), unzipped(dress_word(document, Brand(name="A")))
    assert named["word/styles.xml"] == plain["word/styles.xml"]
    assert b"<w:drawing>" not in named["word/header-brand.xml"]


def test_the_same_document_and_brand_give_the_same_bytes(document, folder):
    brand = read_brand(folder)
    assert dress_word(document, brand) == dress_word(document, brand)


@pytest.mark.parametrize("name", ["reference.docx", "ministry.docx"])
def test_a_reference_document_of_one_s_own_is_seen_whatever_its_name(
    document, folder, tmp_path_factory, name
):
    (folder / "index.qmd").write_text(DOCUMENT, encoding="utf-8")
    (folder / name).write_bytes(document)
    said = f"format: {{docx: {{reference-doc: {name}}}}}"
    (folder / "_quarto.yml").write_text(said, encoding="utf-8")
    to = tmp_path_factory.mktemp("site")
    made = render_document(folder, formats=["docx"], to=to, engine="pandoc").files["docx"]
    parts = unzipped(made.read_bytes())
    assert b"1D4F7C" in parts["word/styles.xml"]
    assert b"<Company>Example Institute &amp; Partners</Company>" in parts["docProps/app.xml"]


def test_no_style_names_its_fonts_twice(dressed):
    styles = re.findall(r"<w:rPr>.*?</w:rPr>", dressed["word/styles.xml"].decode(), re.DOTALL)
    assert all(style.count("<w:rFonts") <= 1 for style in styles)
