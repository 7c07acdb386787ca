import os

import pytest

from evalcap.errors.render import DocumentError
from evalcap.rendering.folder import STYLE, plain_name, prepare
from evalcap.rendering.source import Source

SOURCE = Source("---\ntitle: A\n---\n\nText\n", {"title": "A"})


def prepared(report, tmp_path, formats=("html", "pdf", "docx"), source=SOURCE):
    name = prepare(report, "index.qmd", source, formats, tmp_path / "copy")
    return tmp_path / "copy", name


def test_the_copy_holds_the_prepared_document_and_everything_else(report, tmp_path):
    (report / "figures").mkdir()
    (report / "figures" / "event.svg").write_text("<svg/>")
    copy, name = prepared(report, tmp_path)
    assert (copy / name).read_text() == SOURCE.text
    assert (copy / "figures" / "event.svg").read_text() == "<svg/>"


def test_a_folder_without_looks_of_its_own_gets_the_shipped_ones(report, tmp_path):
    copy, _ = prepared(report, tmp_path)
    assert all((copy / name).stat().st_size for name in STYLE)


def test_a_folder_s_own_looks_win(report, tmp_path):
    (report / "style.css").write_text("/* mine */")
    copy, _ = prepared(report, tmp_path)
    assert (copy / "style.css").read_text() == "/* mine */"


def test_a_style_that_is_named_but_not_there_is_a_mistake(report, tmp_path):
    (report / "_quarto.yml").write_text(
        "format:\n  html: {css: [style.css, none.css]}\n  docx: {reference-doc: mine.docx}\n"
    )
    with pytest.raises(DocumentError) as raised:
        prepared(report, tmp_path)
    assert [problem.split(",")[0] for problem in raised.value.problems] == [
        "css names none.css",
        "reference-doc names mine.docx",
    ]


def test_only_the_formats_asked_for_need_their_style(report, tmp_path):
    (report / "_quarto.yml").write_text("format: {docx: {reference-doc: mine.docx}}\n")
    assert prepared(report, tmp_path, formats=("html",))


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_links_that_lead_out_of_the_folder_are_not_copied(report, tmp_path):
    (tmp_path / "secret.png").write_text("s")
    (report / "link.png").symlink_to(tmp_path / "secret.png")
    (report / "inner.png").symlink_to(report / "_variables.yml")
    copy, _ = prepared(report, tmp_path)
    assert not (copy / "link.png").exists()
    assert (copy / "inner.png").exists()


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("index.qmd", "index.qmd"),
        ("my-report2.qmd", "my-report2.qmd"),
        ("-x.qmd", "document.qmd"),
        ("_x.qmd", "document.qmd"),
        (".qmd", "document.qmd"),
        ("a b[1].qmd", "document.qmd"),
        ("index.md", "document.qmd"),
    ],
)
def test_only_a_plain_name_is_kept(name, plain):
    assert plain_name(name) == plain
