import zipfile

import pytest

from evalcap.rendering.outputs import output_problems

PAGE = "<!DOCTYPE html><html><head>{}</head><body>{}</body></html>"


def problems(tmp_path, head="", body=""):
    file = tmp_path / "index.html"
    file.write_text(PAGE.format(head, body), encoding="utf-8")
    return output_problems(file, "html")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", '<a href="https://example.org">a</a><a href="#x">b</a>'),
        ("", '<img src="data:image/png;base64,AA=="><use href="#icon"/>'),
        ('<link rel="canonical" href="https://example.org/">', ""),
        ("<style>a { background: url(data:image/png;base64,AA==) }</style>", ""),
        ("", "<script>document.write('<img src=\"https://x.org/y.png\">')</script>"),
        ("", "<p>&lt;img src=https://example.org/x.png&gt;</p>"),
    ],
)
def test_a_page_that_carries_all_it_needs_is_good(tmp_path, head, body):
    assert problems(tmp_path, head, body) == []


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", '<img alt="a" src="https://example.org/x.png">'),
        ("", "<img src=//example.org/x.png>"),
        ("", '<img src="figures/event.svg">'),
        ("", "<img srcset='x.png 2x'>"),
        ("", '<iframe src="https://example.org"></iframe>'),
        ('<script src="https://example.org/x.js"></script>', ""),
        ('<link href="https://example.org/x.css" rel="stylesheet">', ""),
        ("<style>@import 'https://example.org/x.css';</style>", ""),
        ("<style>a { background: url('x.png') }</style>", ""),
    ],
)
def test_a_page_that_would_load_something_is_not(tmp_path, head, body):
    assert len(problems(tmp_path, head, body)) == 1


@pytest.mark.parametrize("mark", ["?@fig-event", "?var:result.point", "?meta:title"])
def test_the_mark_of_something_unresolved_is_a_problem(tmp_path, mark):
    assert mark in problems(tmp_path, body=f"<strong>{mark}</strong>")[0]


def test_a_page_that_breaks_off_is_a_problem(tmp_path):
    file = tmp_path / "index.html"
    file.write_text("<html><body>half")
    assert output_problems(file, "html")


def test_a_pdf_and_a_word_file_are_told_by_their_content(tmp_path):
    pdf, word, other = tmp_path / "a.pdf", tmp_path / "a.docx", tmp_path / "b.docx"
    pdf.write_bytes(b"%PDF-1.7")
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("word/document.xml", "")
    other.write_text("<html></html>")
    assert output_problems(pdf, "pdf") == []
    assert output_problems(word, "docx") == []
    assert output_problems(other, "docx")
    assert output_problems(other, "pdf")


def test_text_that_looks_like_an_address_within_an_alternative_text_is_none(tmp_path):
    page = tmp_path / "index.html"
    text = '<html><body><img src="data:," alt="a src=x &gt; href=y"></body></html>'
    page.write_text(text, encoding="utf-8")
    assert output_problems(page, "html") == []
