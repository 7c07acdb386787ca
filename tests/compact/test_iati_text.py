"""Words within an IATI file."""

import xml.etree.ElementTree as ET

import fake_evidence as fake
import pytest

from evalcap.compact.iati_text import add_narrative, goal_targets, marked
from evalcap.evidence.model import Contribution
from evalcap.words.catalogue import site_catalogue


@pytest.mark.parametrize("text", ["a\x00b", "a\nb", "a\ufffeb", "a\ud800b"])
def test_characters_that_xml_cannot_hold_are_left_out(text):
    parent = ET.Element("title")
    add_narrative(parent, text, "en")
    assert parent.findtext("narrative") == "a b"


def test_only_simulated_data_are_marked():
    assert marked("Scores", fake.one_outcome(), site_catalogue()) == "Scores"
    assert marked("Scores", fake.demonstration(), site_catalogue()).startswith(
        "[Simulated demonstration data"
    )


def test_an_indicator_of_the_goals_stands_for_its_target_once():
    tags = Contribution(sdg=("16.9.1", "10.c"))
    evidence = fake.one_outcome(contribution=tags, outcome={"sdg": ("16.9", "10.7.2")})
    assert goal_targets(evidence) == ("16.9", "10.c", "10.7")
