"""What can be taken elsewhere from all studies together."""

import csv
import io

from evalcap.compact.exchange_page import DOWNLOADS
from evalcap.compact.register import register_of
from evalcap.compact.summary_files import summary_files
from evalcap.portfolio import Portfolio
from evalcap.words import catalogue


def files(given):
    portfolio = Portfolio.of(given)
    return summary_files(portfolio, register_of(portfolio, catalogue()), "")


def test_every_file_that_the_page_offers_is_made_here_or_with_register_and_annex(entries):
    elsewhere = ("lessons.csv", "lessons.json", "review-annex.html", "review-annex.docx")
    made = {*files(entries()), *elsewhere}
    assert made == {*DOWNLOADS, "exchange.html"}


def test_benchmarks_are_in_no_table_of_effects(entries):
    text = files(entries())["effects-hxl.csv"].decode()
    studies = {row[0] for row in list(csv.reader(io.StringIO(text)))[2:]}
    assert studies == {"border-training", "document-checks-demo"}
