"""The Atom feed, read back."""

import xml.etree.ElementTree as ET
from datetime import date

import fake_portfolio as many

from evalcap.portfolio import Portfolio
from evalcap.site.feed import feed
from evalcap.words.catalogue import site_catalogue

ATOM = "{http://www.w3.org/2005/Atom}"


def read(*entries):
    return ET.fromstring(feed(Portfolio.of(entries), site_catalogue()))  # noqa: S314 - our own


def test_the_newest_evaluation_comes_first_with_its_finding_and_report():
    old = many.study("old", created=date(2023, 1, 1))
    new = many.study("new", created=date(2024, 5, 6))
    root = read(old, new)
    entries = root.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["New", "Old"]
    assert entries[0].find(f"{ATOM}link").get("href") == "new/index.html"
    assert "Test score came out higher" in entries[0].findtext(f"{ATOM}summary")
    assert root.findtext(f"{ATOM}updated") == "2024-05-06T00:00:00Z"


def test_what_every_feed_and_entry_must_have_is_there():
    root = read(many.study("a"))
    for node in (root, *root.findall(f"{ATOM}entry")):
        assert all(node.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == "feed.xml"


def test_a_new_cycle_is_a_new_entry_and_a_rebuilt_study_is_the_same():
    def identifier(**more):
        return read(many.study("a", **more)).findtext(f"{ATOM}entry/{ATOM}id")

    assert identifier() == identifier(created=date(2030, 1, 1))
    assert identifier() != identifier(cycle=2)


def test_demonstrations_are_marked_and_benchmarks_and_withdrawn_studies_left_out():
    root = read(
        many.study("d", role="demonstration"),
        many.study("b", role="benchmark"),
        many.study("gone", withdrawn=True),
    )
    titles = [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]
    assert titles == ["Simulated: D"]


def test_a_title_that_says_it_is_simulated_is_not_marked_twice():
    root = read(many.study("d (simulated)", role="demonstration"))
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "D (Simulated)"


def test_a_feed_without_entries_is_still_one():
    assert read().findtext(f"{ATOM}updated") == "0001-01-01T00:00:00Z"
