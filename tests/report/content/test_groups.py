"""Groups of people as tabulated."""

import fake_evidence as fake

from evalcap.report.content.groups import group_tables
from evalcap.words import catalogue

WORDS = catalogue()


def test_groups_that_are_withheld_say_why():
    ((heading, made),) = group_tables(fake.demonstration(), WORDS)
    table = str(made)
    assert heading == "Documents detected, effects in detections a month"
    assert "+3.50 (+1.70 to +5.40)" in table.replace("\\", "")
    assert "withheld\\: fewer than 10 units in one arm" in table
    assert "\\<10" in table
    assert group_tables(fake.one_outcome(), WORDS) == ()
