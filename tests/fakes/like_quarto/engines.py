"""Which Quartos a test is to try, and what a rendered file says."""

import os
import re
import shutil
import subprocess
import unicodedata
import zipfile
from html import unescape
from pathlib import Path

import pytest

from evalcap.rendering import Format, render_document
from evalcap.rendering.quarto_command import version_parts

# Folders named like versions, each with the Pandoc and the Typst of that version.
PACKAGES = os.environ.get("LIKE_QUARTO_PACKAGES")
# The oldest and the newest manner of writing, with the Pandoc and the Typst that are installed.
MANNERS = ("1.5.57", "1.10.18")


def versions(oldest: str = "1.4") -> list:
    """Versions to try, each with the folder of its packages, None for those installed."""
    folders = sorted(Path(PACKAGES).iterdir()) if PACKAGES else []
    tried = [pytest.param((version, None), id=version) for version in MANNERS]
    for folder in folders:
        if version_parts(folder.name) >= version_parts(oldest):
            given, name = (folder.name, folder), f"own {folder.name}"
            tried.append(pytest.param(given, id=name, marks=pytest.mark.quarto))
    return tried


def made(folder: Path, engine: str, format_: Format, to: Path, document: str = "index.qmd") -> Path:
    """Render a document to one format."""
    rendered = render_document(folder, document=document, formats=[format_], to=to, engine=engine)
    return rendered.files[format_]


def words_of(file: Path) -> list[str]:
    """The words a reader sees, without page numbers, leaders, ligatures, brackets and hyphens."""
    read = {".html": _page, ".docx": _word, ".pdf": _pdf}[file.suffix]
    text = re.sub(r"[-\u00ad\u2010]\s*\n|[-\u00ad\u2010\u2060]", "", read(file))
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"(\. ?){5,}|\d+/\d+", " ", re.sub(r"[()\[\]]", "", text)).split()


def labels(words: list[str]) -> list[str]:
    """Captions and references in the order of the text, such as Table 1: and Figure 2."""
    return re.findall(r"(?:Figure|Table|Tabla|Equation|Section) [\d.]+:?", " ".join(words))


def _page(file: Path) -> str:
    body = file.read_text(encoding="utf-8").split("<body", 1)[1]
    shown = re.sub(r"<(script|style|annotation)\b.*?</\1>", "", body, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", shown))


def _word(file: Path) -> str:
    with zipfile.ZipFile(file) as archive:
        body = archive.read("word/document.xml").decode()
    paragraphs = re.findall(r"<w:p\b.*?</w:p>", body, flags=re.DOTALL)
    texts = ("".join(re.findall(r"<[wm]:t[^>]*>([^<]*)", paragraph)) for paragraph in paragraphs)
    return unescape(" ".join(texts))


def _pdf(file: Path) -> str:
    command = shutil.which("pdftotext")
    assert command, "pdftotext, of poppler-utils, is not installed"
    ran = subprocess.run([command, file, "-"], capture_output=True, text=True, check=True)
    return ran.stdout
