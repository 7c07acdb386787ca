import html
import re
import zipfile
from pathlib import Path

import pytest

from evalcap.errors.render import DocumentError, EngineFailedError
from evalcap.rendering import render_document

SAMPLE = Path(__file__).with_name("sample")
HOSTILE = "*not emphasis* <script>alert(1)</script> {{< var result.point >}} | @fig-event $x$ #let"


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    return render_document(SAMPLE, to=tmp_path_factory.mktemp("site"), engine="pandoc").files


@pytest.fixture(scope="module")
def page(rendered):
    return rendered["html"].read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def word(rendered):
    with zipfile.ZipFile(rendered["docx"]) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def shown(markup):
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", markup)).split())


def of_word(word):
    paragraphs = word["word/document.xml"].decode().split("</w:p>")
    return [shown("".join(re.findall(r"<w:t[ >].*?</w:t>", text))) for text in paragraphs]


# The page -----------------------------------------------------------------------------------------


def test_the_page_says_its_language_and_title(page):
    assert '<html xmlns="http://www.w3.org/1999/xhtml" lang="en"' in page
    assert "<title>Training for document checks: what it changed</title>" in page
    assert '<p class="date">31 January 2026</p>' in page


def test_the_page_is_one_file_with_our_style_and_no_script(page):
    assert "prefers-color-scheme: dark" in page
    assert "data:image/svg+xml" in page
    assert "<script" not in page


def test_the_contents_lead_to_every_section(page):
    contents = re.search(r'<nav id="TOC".*?</nav>', page, re.DOTALL).group()
    for anchor in re.findall(r'href="#([^"]+)"', contents):
        assert f'id="{anchor}"' in page


def test_formulas_are_mathml(page):
    assert page.count("<math ") == 2
    assert '<math display="block"' in page


@pytest.mark.parametrize("kind", ["note", "tip", "important", "warning", "caution"])
def test_every_kind_of_callout_is_there(page, kind):
    assert f'class="callout callout-{kind}"' in page


def test_footnotes_lead_there_and_back(page):
    assert 'href="#fn1"' in page
    assert 'href="#fnref1"' in page


def test_what_is_for_other_formats_is_left_out_of_the_page(page):
    assert "also exists as a PDF" in page
    assert "also exists as a page" not in page


@pytest.mark.parametrize("text", [HOSTILE, "Raw <b>HTML</b> in the text", "Eyes on Paper & Print"])
def test_values_and_raw_markup_are_literal_in_the_page(page, text):
    assert text in shown(page)
    assert "<b>HTML</b>" not in page


def test_code_keeps_its_shortcodes_and_comments_are_not_published(page):
    assert "A shortcode in code stays: {{< var result.point >}}" in shown(page)
    assert "{{< include x >}}" in shown(page)
    assert "not published" not in page


def test_numbers_stay_as_they_are_written(page):
    assert "detected 2.40 more forged documents" in shown(page)


# Word ---------------------------------------------------------------------------------------------


def test_word_has_the_same_text_and_its_own_parts(word):
    text = " ".join(of_word(word))
    assert HOSTILE in text
    assert "also exists as a page" in text
    assert "also exists as a PDF" not in text
    assert "A shortcode in code stays: {{< var result.point >}}" in text
    assert "not published" not in text


def test_word_captions_and_references_are_numbered(word):
    text = " ".join(of_word(word))
    assert "Figure 1: Effect of training" in text
    assert "Table 3: Checks of the design." in text
    assert "the path of effects is in Figure 1" in text


def test_word_uses_real_styles(word):
    document = word["word/document.xml"].decode()
    for style in ("Heading1", "Title", "ImageCaption", "TableCaption", "Lead", "CalloutNoteTitle"):
        assert f'<w:pStyle w:val="{style}"' in document
    for style in ("Table", "TableWide", "CalloutWarning"):
        assert f'<w:tblStyle w:val="{style}"' in document


def test_word_pictures_are_bitmaps_with_alternative_text(word):
    assert any(name.endswith(".png") for name in word)
    assert not any(name.endswith(".svg") for name in word)
    assert b'descr="Points and vertical intervals by month.' in word["word/document.xml"]


def test_word_says_when_it_was_made_and_breaks_the_page(word):
    assert b"2026-01-31T00:00:00Z" in word["docProps/core.xml"]
    assert b'<w:br w:type="page"' in word["word/document.xml"]


# PDF ----------------------------------------------------------------------------------------------


def test_the_pdf_is_tagged_archivable_and_dated(rendered):
    pdf = rendered["pdf"].read_bytes()
    assert b"pdfuaid:part>1<" in pdf
    assert b"pdfaid:conformance>A<" in pdf
    assert b"2026-01-31T00:00:00" in pdf
    assert b"/MediaBox[0 0 595.2" in pdf  # A4


# Mistakes -----------------------------------------------------------------------------------------


def render(report, body, formats=("html",)):
    (report / "index.qmd").write_text(f"---\ntitle: A\n---\n\n{body}\n", encoding="utf-8")
    return render_document(report, formats=formats, to=report.parent / "site", engine="pandoc")


@pytest.mark.parametrize("format_", ["html", "pdf", "docx"])
def test_all_that_leads_nowhere_is_one_error_in_any_format(report, format_):
    body = "![x](figures/none) @fig-none [a](#none) [b](javascript:x)"
    with pytest.raises(DocumentError, match=r"index\.qmd has 4 problems"):
        render(report, body, [format_])
    assert not (report.parent / "site").exists()


def test_a_formula_that_cannot_be_read_is_an_error(report):
    with pytest.raises(EngineFailedError, match="TeX math"):
        render(report, "$\\frac{1$")


@pytest.mark.parametrize("format_", ["html", "pdf", "docx"])
def test_a_document_of_nothing_but_a_title_is_rendered(report, format_):
    assert render(report, "", [format_]).files[format_].stat().st_size > 0


@pytest.mark.parametrize("format_", ["html", "pdf", "docx"])
def test_typst_and_tex_in_authors_text_stay_text(report, format_):
    body = '#import "\\@preview/x:1.0.0": * \\input{/etc/passwd} `#x`{=typst} $x$ <w:p/>'
    assert render(report, body, [format_]).files


def test_names_in_other_scripts_reach_the_pdf(report):
    assert render(report, "عودة 中文 Ж", ["pdf"]).files


@pytest.mark.parametrize(("language", "word"), [("fr", "Équation"), ("es", "Ecuación")])
def test_the_machinery_writes_in_the_report_s_language(report, language, word):
    (report / "index.qmd").write_text(
        f"---\ntitle: A\nlang: {language}\n---\n\n# B\n\n$$ x $$ {{#eq-a}}\n\n@eq-a\n"
    )
    files = render_document(report, formats=["html"], to=report.parent, engine="pandoc").files
    page = files["html"].read_text(encoding="utf-8")
    assert f"{word}\u00a01" in page
    assert f'lang="{language}"' in page


@pytest.mark.parametrize(
    ("language", "caption"), [("en", "Table\u00a01: D"), ("fr", "Table\u00a01\u00a0: D")]
)
def test_the_colon_of_a_caption_stands_as_its_language_sets_it(report, language, caption):
    (report / "index.qmd").write_text(
        f"---\ntitle: A\nlang: {language}\n---\n\n# B\n\n| a |\n|---|\n| 1 |\n\n: D {{#tbl-a}}\n"
    )
    files = render_document(report, formats=["html"], to=report.parent, engine="pandoc").files
    assert caption in files["html"].read_text(encoding="utf-8")


def test_modules_in_the_document_s_folder_are_not_imported(report):
    (report / "typst.py").write_text("raise SystemExit('imported')\n")
    assert render(report, "Text", ["pdf"]).files


def test_names_beyond_ascii_work_where_no_locale_is_set(report, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    (report / "figures").mkdir()
    picture = (SAMPLE / "figures" / "event.svg").read_bytes()
    for name in ("évolution.screen.svg", "évolution.svg"):
        (report / "figures" / name).write_bytes(picture)
    body = "![Évolution](figures/évolution){#fig-é}\n\nVoir @fig-é."
    assert render(report, body, ["html", "pdf"]).messages == ()


def test_in_word_a_row_of_a_table_is_never_parted_by_the_end_of_a_page(report):
    body = "| a | b |\n|---|---|\n" + "| text | text |\n" * 3
    word = render(report, body, ["docx"]).files["docx"]
    with zipfile.ZipFile(word) as archive:
        rows = re.findall(
            r"<w:tr>.*?</w:tr>", archive.read("word/document.xml").decode(), re.DOTALL
        )
    assert [("cantSplit" in row, "tblHeader" in row) for row in rows] == [
        (False, True),
        *[(True, False)] * 3,
    ]
