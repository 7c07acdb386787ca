"""How to cite, and what can be downloaded."""

import fake_portfolio as many

from evalcap.portfolio import Portfolio
from evalcap.site.about import about_content, downloads_content
from evalcap.words.catalogue import site_catalogue

WORDS = site_catalogue()


def test_one_study_of_each_kind_shows_how_to_cite():
    entries = [many.study("a"), many.study("b"), many.study("d", role="demonstration")]
    assert len(about_content(Portfolio.of(entries), WORDS)["citations"]) == 2


def test_downloads_hold_the_registers_and_the_feed():
    addresses = [a for a, _ in downloads_content(Portfolio.of([]), WORDS)["downloads"]]
    assert "compact/lessons.csv" in addresses
    assert "feed.xml" in addresses
