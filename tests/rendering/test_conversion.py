"""A page turned into a Word document."""

import io
import re
import zipfile
from datetime import date

import pytest

from evalcap.errors.render import EngineFailedError
from evalcap.rendering import conversion
from evalcap.rendering.conversion import word_from_html

DAY = date(2024, 8, 1)
PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>The title</title></head><body>
<header id="title-block-header"><h1>Twice</h1></header>
<main><section><h2>Chapter</h2><p>One &lt;b&gt; &amp; two</p><h3>Part</h3></section></main>
</body></html>"""


def paragraphs(document):
    """Give the style and the text of each paragraph."""
    xml = zipfile.ZipFile(io.BytesIO(document)).read("word/document.xml").decode()
    for paragraph in re.findall(r"<w:p>.*?</w:p>", xml, re.DOTALL):
        style = re.search(r'<w:pStyle w:val="([^"]+)"', paragraph)
        yield style[1] if style else "", "".join(re.findall(r"<w:t[^>]*>([^<]*)", paragraph))


def test_title_chapters_and_text_have_the_styles_of_a_report():
    told = [entry for entry in paragraphs(word_from_html(PAGE, made=DAY)) if entry[1]]
    assert told == [
        ("Title", "The title"),
        ("Heading1", "Chapter"),
        ("FirstParagraph", "One &lt;b&gt; &amp; two"),
        ("Heading2", "Part"),
    ]


def test_the_same_page_gives_the_same_bytes():
    assert word_from_html(PAGE, made=DAY) == word_from_html(PAGE, made=DAY)


def test_the_document_looks_like_a_report():
    archive = zipfile.ZipFile(io.BytesIO(word_from_html(PAGE, made=DAY)))
    assert "word/footer1.xml" in archive.namelist()


def test_no_file_of_the_machine_gets_in(tmp_path):
    (tmp_path / "secret.png").write_bytes(b"\x89PNG secret")
    page = PAGE.replace("One", f'<img src="{tmp_path}/secret.png" alt="x">')
    archive = zipfile.ZipFile(io.BytesIO(word_from_html(page, made=DAY)))
    assert not [name for name in archive.namelist() if "media" in name]


def test_a_pandoc_that_fails_is_an_error_with_what_it_said(monkeypatch):
    monkeypatch.setattr(conversion, "REFERENCE", "no-such.docx")
    monkeypatch.setattr(conversion, "provide_reference", lambda *_: None)
    with pytest.raises(EngineFailedError, match="Word"):
        word_from_html(PAGE, made=DAY)
