import os
import zipfile
from pathlib import Path

import pytest

from evalcap.errors.render import (
    DocumentError,
    DocumentMissingError,
    OutputNameError,
    PublishError,
    RenderTimeoutError,
    UnknownFormatError,
)
from evalcap.rendering import render_document

SAMPLE = Path(__file__).with_name("sample")


def test_all_three_formats_come_from_one_document(tmp_path):
    rendering = render_document(SAMPLE, to=tmp_path / "site", engine="pandoc")
    assert rendering.engine == "pandoc"
    assert rendering.messages == ()
    assert {made: file.name for made, file in rendering.files.items()} == {
        "html": "index.html",
        "pdf": "report.pdf",
        "docx": "report.docx",
    }
    assert sorted(file.name for file in (tmp_path / "site").iterdir()) == [
        "index.html",
        "report.docx",
        "report.pdf",
    ]
    assert zipfile.is_zipfile(rendering.files["docx"])


def test_the_same_document_gives_the_same_bytes_elsewhere_and_later(tmp_path):
    first = render_document(SAMPLE, to=tmp_path / "a", engine="pandoc")
    os.utime(SAMPLE / "index.qmd")
    second = render_document(SAMPLE, to=tmp_path / "b", engine="pandoc")
    for made, file in first.files.items():
        assert file.read_bytes() == second.files[made].read_bytes()


def test_files_take_the_names_they_are_given(report, tmp_path):
    names = {"html": "page.html", "docx": "text.docx"}
    rendering = render_document(
        report, formats=["html", "docx"], to=tmp_path / "site", engine="pandoc", names=names
    )
    assert [file.name for file in rendering.files.values()] == ["page.html", "text.docx"]


@pytest.mark.parametrize("formats", [[], ["word"], ["html", "epub"]])
def test_a_format_nobody_makes_is_refused(report, tmp_path, formats):
    with pytest.raises(UnknownFormatError, match="html, pdf, docx"):
        render_document(report, formats=formats, to=tmp_path, engine="pandoc")


@pytest.mark.parametrize(
    "names", [{"html": "../x.html"}, {"html": "a/b.html"}, {"html": ""}, {}, {"html": "C:\\x"}]
)
def test_a_name_that_is_no_plain_file_name_is_refused(report, tmp_path, names):
    with pytest.raises(OutputNameError):
        render_document(report, formats=["html"], to=tmp_path, engine="pandoc", names=names)


def test_two_formats_cannot_share_a_name(report, tmp_path):
    names = {"html": "x", "docx": "x"}
    with pytest.raises(OutputNameError):
        render_document(report, formats=["html", "docx"], to=tmp_path, engine="pandoc", names=names)


def test_a_format_named_twice_is_made_once(report, tmp_path):
    rendering = render_document(
        report, formats=["html", "html"], to=tmp_path / "site", engine="pandoc"
    )
    assert list(rendering.files) == ["html"]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(DocumentMissingError, match="nowhere"):
        render_document(tmp_path / "nowhere", to=tmp_path / "site", engine="pandoc")


def test_when_the_last_format_fails_nothing_is_published(report, tmp_path):
    site = tmp_path / "site"
    render_document(report, formats=["html"], to=site, engine="pandoc")
    before = (site / "index.html").read_bytes()
    (report / "figures").mkdir()
    for name in ("event.screen.svg", "event.svg"):
        (report / "figures" / name).write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    with (report / "index.qmd").open("a") as file:
        file.write("\n![Only the page has this](figures/event){#fig-event}\n")
    with pytest.raises(DocumentError, match=r"event\.png"):
        render_document(report, to=site, engine="pandoc")
    assert [file.name for file in site.iterdir()] == ["index.html"]
    assert (site / "index.html").read_bytes() == before


def test_time_is_up_for_the_built_in_engine_too(report, tmp_path):
    with pytest.raises(RenderTimeoutError, match="time_limit"):
        render_document(report, to=tmp_path / "site", engine="pandoc", time_limit=0.0)
    assert not (tmp_path / "site").exists()


def test_a_place_that_cannot_be_written_to_is_reported(report, tmp_path):
    (tmp_path / "site").write_text("a file")
    with pytest.raises(PublishError, match="site"):
        render_document(report, formats=["html"], to=tmp_path / "site", engine="pandoc")
