"""One document by both engines: the same report, apart from what docs/decisions/0002 lists.

Quarto is what `tests/fakes/like_quarto` makes of it; `nox -s quarto` runs these tests with the
Pandoc and the Typst of every Quarto that can be had as Python packages.
"""

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from like_quarto.command import install
from like_quarto.engines import labels, made, versions, words_of

from evalcap.errors.render import EngineFailedError
from evalcap.rendering.quarto_engine import MINIMUM
from evalcap.report.brief import pages_of

SAMPLE = Path(__file__).with_name("sample")
FORMATS = ("html", "pdf", "docx")
# References end as their sentences do, captions with a colon.
LABELS = [
    *("Section 3", "Figure 1", "Table 1.", "Equation 1.", "Figure 1:", "Figure 1", "Table 1."),
    *("Table 1:", "Section 3.", "Table 2:", "Table 3.", "Table 3:", "Section 2.1."),
]


@pytest.fixture(scope="module")
def built_in(tmp_path_factory):
    """Render the sample with the built-in engine."""
    to = tmp_path_factory.mktemp("pandoc")
    return {format_: made(SAMPLE, "pandoc", format_, to) for format_ in FORMATS}


@pytest.fixture
def quarto(request, tmp_path, monkeypatch):
    """Set up a Quarto that behaves as a version, and make the sample's files with it."""
    command = install(tmp_path / "bin", *request.param)
    monkeypatch.setenv("QUARTO_PATH", str(command))
    return lambda format_, folder=SAMPLE: made(folder, "quarto", format_, tmp_path / "site")


any_quarto = pytest.mark.parametrize("quarto", versions(), indirect=True)
any_that_typesets = pytest.mark.parametrize("quarto", versions(MINIMUM["pdf"]), indirect=True)


@any_quarto
@pytest.mark.parametrize("format_", ["html", "docx"])
def test_page_and_word_file_say_the_same_in_the_same_order(built_in, quarto, format_):
    said = words_of(quarto(format_))
    assert said == words_of(built_in[format_])
    assert "Figure 1: Effect of training" in " ".join(said)


@pytest.mark.application
@any_that_typesets
def test_a_pdf_has_the_same_words_captions_and_references(built_in, quarto):
    theirs, ours = (words_of(file) for file in (quarto("pdf"), built_in["pdf"]))
    # Bare numbers are left out: the table of contents has those of pages.
    assert {w for w in theirs if not w.isdigit()} == {w for w in ours if not w.isdigit()}
    assert labels(theirs) == labels(ours) == LABELS


@any_that_typesets
def test_a_pdf_has_no_page_more(built_in, quarto):
    theirs, ours = (pages_of(file) for file in (quarto("pdf"), built_in["pdf"]))
    # Typst before 0.12 may leave a heading at the foot of a page, and so save one.
    assert ours - 1 <= theirs <= ours


@any_quarto
def test_a_picture_in_word_has_the_description_that_its_author_gave(built_in, quarto):
    for file in (quarto("docx"), built_in["docx"]):
        with zipfile.ZipFile(file) as archive:
            body = archive.read("word/document.xml").decode()
        described = re.findall(r'<wp:docPr[^>]* descr="([^"]+)"', body)
        assert described[0].startswith("Points and vertical intervals by month.")


@any_that_typesets
def test_a_template_that_takes_quarto_s_numbers_away_makes_no_pdf(tmp_path, quarto):
    """Typst refuses a reference to a figure without a number, so a template cannot lack them."""
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "sample"))
    shipped = Path(__file__).parents[2] / "reports" / "typst-template.typ"
    spoilt = shipped.read_text(encoding="utf-8").replace(
        "  set figure.caption(", "  set figure(numbering: none)\n  set figure.caption(", 1
    )
    (folder / "typst-template.typ").write_text(spoilt, encoding="utf-8")
    with pytest.raises(EngineFailedError, match="without numbering"):
        quarto("pdf", folder)


@pytest.mark.application
@any_that_typesets
def test_headings_without_numbers_have_none_in_a_pdf(tmp_path, quarto):
    folder = tmp_path / "brief"
    folder.mkdir()
    header = "title: A\nengine: markdown\nnumber-sections: false\ntoc: false"
    (folder / "index.qmd").write_text(f"---\n{header}\n---\n\n# First\n\n## Second\n")
    for file in (quarto("pdf", folder), made(folder, "pandoc", "pdf", tmp_path / "own")):
        assert words_of(file) == ["A", "First", "Second"]
