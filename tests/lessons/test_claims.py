"""What a lesson may claim on several estimates."""

import pytest

from evalcap.lessons import Lesson
from evalcap.lessons.claims import direction, overstatement


def lesson(polarity, *evidence):
    words = dict.fromkeys(("title", "context", "cause", "effect", "therefore"), "words")
    return Lesson(id="x", polarity=polarity, evidence=evidence, **words)


def test_a_positive_lesson_does_not_pass_over_harm(evidence):
    found = evidence(scrap__main=(0.1, 3.0))  # the score improves, and so does not scrap
    said = overstatement(lesson("positive", "score/main", "scrap/main"), found)
    assert said == "x is positive, and passes over a worsening: scrap/main: 0.1 to 3"


def test_a_negative_lesson_may_cite_what_improved_beside_the_harm(evidence):
    found = evidence(scrap__main=(0.1, 3.0))
    assert overstatement(lesson("negative", "score/main", "scrap/main"), found) == ""


def test_harm_of_a_secondary_estimate_is_left_to_the_primary_one(evidence):
    found = evidence(score__other=(-3.0, -0.1))
    assert overstatement(lesson("positive", "score/main", "score/other"), found) == ""


@pytest.mark.parametrize(
    ("key", "limits", "expected"),
    [
        ("score/main", (0.1, 1.0), "positive"),
        ("score/main", (-1.0, -0.1), "negative"),
        ("scrap/main", (0.1, 1.0), "negative"),
        ("score/main", (-0.1, 1.0), "null"),
        ("score/main", (0.0, 1.0), "null"),
    ],
)
def test_a_direction_is_that_of_the_whole_interval(evidence, key, limits, expected):
    found = evidence(**{key.replace("/", "__"): limits})
    assert direction(found.estimate(key), found) == expected
