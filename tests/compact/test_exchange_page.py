"""The page of what is exchanged."""

import re

import fake_evidence as fake
import pytest

from evalcap.compact.exchange_page import DOWNLOADS, exchange_page
from evalcap.compact.templating import Style
from evalcap.portfolio import Entry, Portfolio

ALL = ("index.html", "resource-card.json", "iati.xml", "practice.html", "practice.docx")


def page(*given):
    return exchange_page(Portfolio.of(given), Style(""))


def test_everything_that_can_be_downloaded_is_linked(entries, outline):
    assert set(DOWNLOADS) <= set(outline(page(*entries())).links)


def test_evaluations_come_first_and_what_is_simulated_last(entries):
    found = re.findall(r"<h3>(.*?)</h3>", page(*reversed(entries())))
    assert found == [entry.evidence.subject.title for entry in entries()]


def test_a_study_links_the_files_that_it_has(proposable, outline):
    entry = Entry(proposable().evidence, fake.some_lessons(), ALL)
    links = outline(page(entry)).links
    assert {f"../border-training/{name}" for name in ALL[1:]} <= set(links)
    assert "It cannot be proposed" not in page(entry)


def test_a_study_without_a_file_says_why(entries):
    text = page(*entries())
    assert "It cannot be proposed as a practice to the Migration Network Hub:" in text
    assert "It names no guiding principle of the Compact" in text
    assert "It has no IATI file:" in text
    assert "public benchmark data from a neighbouring field" in text


def test_a_card_shows_what_is_known(entries):
    text = page(*entries())
    assert "<dt>Objectives of the Compact</dt>" in text
    assert "<dt>Workstream output</dt>" not in text


@pytest.mark.parametrize("given", [0, 3])
def test_the_page_is_whole(entries, outline, given):
    found = outline(page(*entries()[:given]))
    assert found.open == []
    assert len(found.ids) == len(set(found.ids))
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)


def test_without_a_study_it_says_so():
    assert "No study has been published yet" in page()
