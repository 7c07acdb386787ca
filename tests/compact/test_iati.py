"""A study as an activity of the International Aid Transparency Initiative."""

from datetime import date
from pathlib import Path

import fake_evidence as fake
import pytest
from lxml import etree

from evalcap.compact.iati import iati_refusal, iati_xml
from evalcap.evidence.exchange import Exchange
from evalcap.evidence.model import Contribution, Indicator
from evalcap.lessons import Lessons
from evalcap.portfolio import Entry
from evalcap.translations import Translation
from evalcap.words.catalogue import site_catalogue

SCHEMA = etree.XMLSchema(
    etree.parse(Path(__file__).parent / "iati-2.03/iati-activities-schema.xsd")
)
TRENDS = fake.trends(
    "score", {"2023-01": (40.0, 41.0), "2023-09": (None, 42.0), "2024Q2": (46, 43)}
)
LISTED = Indicator(code="B-1", title="Documents checked", source="https://agency.example/list")
KNOWN = Exchange(
    status="completed",
    implementers=("Border agency", "Academy"),
    publisher="Ministry of the Interior",
    iati_activity="XM-EXAMPLE-1",
    iati_organisation="XM-EXAMPLE",
    iati_organisation_type="10",
)


def full(**more):
    given = {"outcome": {"target": 4, "indicators": (LISTED,)}, "trends": TRENDS, "exchange": KNOWN}
    tags = Contribution(objectives=(11,), sdg=("16.9", "16.2.2"))
    return fake.one_outcome(**given | {"contribution": tags} | more)


def written(evidence, **translations):
    return iati_xml(Entry(evidence, Lessons(), translations=translations))


def parsed(evidence, **translations):
    tree = etree.fromstring(written(evidence, **translations).encode())
    assert SCHEMA.validate(tree), SCHEMA.error_log
    return tree.find("iati-activity")


def said(element, path):
    return [" ".join(found.itertext()).strip() for found in element.findall(path)]


@pytest.mark.parametrize(
    "evidence",
    [
        full(),
        fake.one_outcome(),
        fake.demonstration(),
        full(outcome={"unit": "share"}),
        full(subject=fake.subject(title="a < b & c > d", summary="\x00 ]]> -- <!--")),
    ],
    ids=["everything", "the least", "simulated", "a share", "hostile"],
)
def test_the_file_follows_the_official_schema(evidence):
    parsed(evidence)


def test_the_schema_would_find_a_result_without_indicator():
    tree = etree.fromstring(written(full()).encode())
    result = tree.find("iati-activity/result")
    for indicator in result.findall("indicator"):
        result.remove(indicator)
    assert not SCHEMA.validate(tree)


def test_an_activity_is_what_the_study_says_it_is():
    activity = parsed(full())
    assert activity.findtext("iati-identifier") == "XM-EXAMPLE-1"
    assert activity.find("reporting-org").get("ref") == "XM-EXAMPLE"
    assert said(activity, "reporting-org") == ["Ministry of the Interior"]
    assert said(activity, "participating-org") == ["Border agency", "Academy"]
    assert activity.find("activity-status").get("code") == "3"
    days = {d.get("type"): d.get("iso-date") for d in activity.findall("activity-date")}
    assert days == {"2": "2023-01-01", "4": "2024-06-30"}


def test_what_the_study_does_not_say_is_named_as_still_to_be_replaced():
    text = written(fake.one_outcome())
    assert text.count("TO-BE-REPLACED") == 3
    remark = text.splitlines()[2]
    for key in ("iati_activity", "iati_organisation", "publisher", "implementers"):
        assert key in remark
    assert "replaced" not in written(full())


def test_the_goals_are_contributed_to_by_tags_and_never_referred_to_as_indicators():
    activity = parsed(full())
    tags = [(tag.get("vocabulary"), tag.get("code")) for tag in activity.findall("tag")]
    assert tags == [("3", "16.9"), ("3", "16.2")]
    assert [r.get("vocabulary") for r in activity.iter("reference")] == ["99"]
    (about,) = said(activity, "result/description")
    assert "contribute" in about
    assert "none of their indicators is measured" in about


def test_an_end_that_is_still_to_come_is_planned():
    later = fake.subject(period_end=date(2030, 1, 1))
    activity = parsed(fake.one_outcome(subject=later))
    assert activity.find("activity-status").get("code") == "2"
    assert [d.get("type") for d in activity.findall("activity-date")] == ["2", "3"]


def test_simulated_data_say_so_in_every_title():
    activity = parsed(fake.demonstration())
    titles = [" ".join(t.itertext()).strip() for t in activity.iter("title")]
    assert titles
    assert all(title.startswith("[Simulated") for title in titles)


@pytest.mark.parametrize(
    ("evidence", "why"),
    [
        (fake.job_training(), "benchmark"),
        (fake.one_outcome(subject=fake.subject(period_end=None)), "period"),
        (fake.one_outcome(outcome={"primary": False}), "estimate"),
    ],
    ids=["benchmark", "no period", "no primary outcome"],
)
def test_a_study_without_a_file_says_why(evidence, why):
    assert iati_refusal(evidence) == why
    assert site_catalogue().has(f"iati.refused_{why}")


def test_a_study_of_a_programme_is_not_refused():
    assert iati_refusal(full()) == ""


def test_what_is_told_is_told_in_each_language_of_the_study_and_titles_in_the_first():
    spoken = fake.subject(languages=("fr", "en"))
    activity = parsed(full(subject=spoken))
    assert languages(activity) == "fr"
    titles = activity.findall("title/narrative")
    assert [(languages(n), n.text) for n in titles] == [("fr", "Training at three border posts")]
    french, english = activity.findall("result/description/narrative")
    assert (languages(french), languages(english)) == ("fr", "en")
    assert "est probablement attribuable au programme" in french.text
    assert "probably because of the programme" in english.text
    (comment, _) = activity.findall("result/indicator/period/actual/comment/narrative")[-2:]
    assert "1,2 à 5,2" in comment.text


def test_what_is_translated_has_a_narrative_in_each_language():
    spoken = fake.subject(languages=("en", "fr"), summary="Did it work?")
    french = Translation.model_validate(
        {
            "title": "Formation à trois postes",
            "outcomes": {"score": {"label": "Note au test"}},
            "exchange": {"implementers": ["Police des frontières", "Académie"]},
        }
    )
    activity = parsed(full(subject=spoken), fr=french)
    told = {
        path: [(languages(n), n.text) for n in activity.findall(f"{path}/narrative")]
        for path in ("title", "description", "result/title", "reporting-org", "participating-org")
    }
    assert told["title"] == [("en", spoken.title), ("fr", "Formation à trois postes")]
    assert told["description"] == [("en", "Did it work?")]
    assert told["result/title"] == [("en", "Test score"), ("fr", "Note au test")]
    assert told["reporting-org"] == [("en", "Ministry of the Interior")]
    assert told["participating-org"] == [
        *[("en", "Border agency"), ("fr", "Police des frontières")],
        *[("en", "Academy"), ("fr", "Académie")],
    ]
    (_, level) = activity.find("result/indicator/title").findall("narrative")
    assert "Note au test" in level.text
    assert "Test score" not in level.text


def languages(element):
    return element.get("{http://www.w3.org/XML/1998/namespace}lang")
