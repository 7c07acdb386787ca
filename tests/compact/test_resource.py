"""How a library would describe a report."""

import fake_evidence as fake

from evalcap.codelists.files import read_list
from evalcap.compact.resource import resource_card
from evalcap.evidence.exchange import Exchange
from evalcap.evidence.model import Contribution
from evalcap.portfolio import Entry
from evalcap.words.catalogue import site_catalogue


def card(evidence, **entry):
    return resource_card(Entry(evidence, fake.some_lessons(), **entry), site_catalogue())


def test_the_fields_are_those_of_the_hub_in_its_order():
    assert list(card(fake.one_outcome())) == read_list("hub")["resource"]["fields"]


def test_a_card_says_what_the_study_says():
    known = Exchange(audience="Border agencies", keywords=("training",), scope="national")
    tags = Contribution(objectives=(11, 4), sdg=("16.9",))
    shown = card(fake.one_outcome(exchange=known, contribution=tags))
    assert shown["date"] == "2024-08-01"
    assert shown["objectives"] == ["11 Manage borders", "4 Legal identity and documentation"]
    assert shown["scope"] == ["National", "Ghana", "Togo"]
    assert (shown["sdg"], shown["keywords"]) == (["16.9"], ["training"])
    assert (shown["audience"], shown["publisher"]) == ("Border agencies", "Evaluation unit")
    assert shown["link"] == "index.html"


def test_what_nobody_said_is_empty():
    shown = card(fake.one_outcome())
    assert (shown["workstream"], shown["regional_review"], shown["audience"]) == ("", "", "")


def test_only_an_evaluation_is_for_publication():
    kinds = {e.subject.role: card(e) for e in (fake.one_outcome(), fake.demonstration())}
    assert kinds["evaluation"]["status"] == "Published"
    assert "simulated" in kinds["demonstration"]["status"]
    assert "simulated" in kinds["demonstration"]["type"]


def test_a_report_without_a_page_has_no_link():
    assert card(fake.one_outcome(), files=("report.pdf",))["link"] == ""
