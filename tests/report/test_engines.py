"""The report as it ships, by both engines."""

import fake_evidence as fake
import pytest
from like_quarto.command import install
from like_quarto.engines import made, versions, words_of

from evalcap.codelists import default_folder
from evalcap.rendering.quarto_engine import MINIMUM
from evalcap.report.brief import pages_of
from evalcap.report.folder import make_folder
from evalcap.report.templates import DOCUMENT


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Make a report in one format with the built-in engine, then with a Quarto."""

    def files_by(quarto, format_, language="fr"):
        folder = tmp_path / "folder"
        folder.mkdir()
        make_folder(
            fake.supported_work(),
            fake.some_lessons(),
            narrative=None,
            template=default_folder("reports"),
            into=folder,
            language=language,
        )
        monkeypatch.setenv("QUARTO_PATH", str(install(tmp_path / "bin", *quarto)))
        return [
            made(folder, engine, format_, tmp_path / engine, DOCUMENT)
            for engine in ("pandoc", "quarto")
        ]

    return files_by


@pytest.mark.parametrize("format_", ["html", "docx"])
@pytest.mark.parametrize("quarto", versions())
def test_page_and_word_file_are_the_same_word_by_word(files, quarto, format_):
    ours, theirs = map(words_of, files(quarto, format_))
    assert ours == theirs


@pytest.mark.parametrize("quarto", versions(MINIMUM["pdf"]))
def test_a_pdf_is_as_long(files, quarto):
    ours, theirs = map(pages_of, files(quarto, "pdf"))
    # Typst before 0.12 may leave a heading at the foot of a page, and so save one.
    assert ours - 1 <= theirs <= ours
