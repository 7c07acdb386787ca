"""What can be taken elsewhere from all studies together."""

import csv
import io
import zipfile

import pytest

from evalcap.compact.editions import ENGLISH
from evalcap.compact.exchange_page import DOWNLOADS
from evalcap.compact.site import write_compact
from evalcap.compact.summary_files import machine_files, word_files
from evalcap.compact.templating import Style
from evalcap.portfolio import Portfolio


def files(given):
    portfolio = Portfolio.of(given)
    return {**machine_files(portfolio), **word_files(portfolio, Style(""), ENGLISH)}


def test_every_file_that_the_page_offers_is_made_here_or_with_the_annex(entries):
    made = {*files(entries()), "review-annex.html", "review-annex.docx"}
    assert made == {*DOWNLOADS, "exchange.html", "index.html"}


@pytest.fixture
def annex(entries, tmp_path):
    """The annex as a Word document."""
    write_compact(entries(), tmp_path)
    return (tmp_path / "review-annex.docx").read_bytes()


def test_pages_of_the_annex_for_word_say_at_their_head_that_parts_are_simulated(annex):
    with zipfile.ZipFile(io.BytesIO(annex)) as word:
        about = word.read("docProps/core.xml").decode()
    assert "<dc:subject>Parts of it are simulated</dc:subject>" in about


@pytest.mark.application
def test_libreoffice_opens_the_annex_with_what_it_says_of_itself(annex, converted):
    folder = converted("annex.docx", annex, "txt:Text")
    text = (folder / "annex.txt").read_text(encoding="utf-8-sig")
    assert text.startswith("Annex to a voluntary review")
    for words in ("An unofficial outline", "Parts of it are simulated", "Round table 1"):
        assert words in text


def test_benchmarks_are_in_no_table_of_effects(entries):
    text = files(entries())["effects-hxl.csv"].decode()
    studies = {row[0] for row in list(csv.reader(io.StringIO(text)))[2:]}
    assert studies == {"border-training", "document-checks-demo"}
