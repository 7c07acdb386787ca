"""Numbers in what authors wrote."""

import fake_evidence as fake
import pytest

from evalcap.report.lint.traced import untraced

EVIDENCE = fake.one_outcome(
    estimates=(fake.estimate("score", "main", 3.2468, -0.3466, 1866.4, primary=True),)
)


def tokens(text):
    return [f.what.split()[0] for f in untraced({"summary": text}, EVIDENCE, "en")]


@pytest.mark.parametrize(
    "text",
    [
        "A rise of 3.25 points, or 3.2, or 3.247.",
        "Up to 1,866 dollars, or 1\u00a0866, or 1866.4.",
        "Down by 29.3 per cent.",
        "In 1975 and 2024, 12 posts, at the 95 % level.",
        "Action 11(c), wave-3, re74, 2024-03-31, 1.2.3.",
        "Printed: {{< var score.main_777.point >}}.",
    ],
)
def test_a_number_of_the_evidence_or_of_ordinary_speech_is_traced(text):
    assert tokens(text) == []


@pytest.mark.parametrize(
    ("text", "token"),
    [("A rise of 3.3 points.", "3.3"), ("About 1,900 dollars.", "1,900"), ("All 260 left.", "260")],
)
def test_a_number_that_no_number_of_the_evidence_rounds_to_is_found(text, token):
    assert tokens(text) == [token]


def test_numbers_are_read_as_the_language_of_a_text_writes_them():
    told = {"summary": "De 3,25 points, 1.866 ou 1\u202f866,4."}
    assert list(untraced(told, EVIDENCE, "fr")) == []
    assert list(untraced({"summary": "De 3,26 points."}, EVIDENCE, "fr"))
