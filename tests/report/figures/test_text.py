"""Letters in figures."""

from evalcap.report.figures.text import drawable


def test_letters_that_the_font_lacks_become_question_marks():
    assert drawable("Évaluation 点 $x$") == "Évaluation ? $x$"


def test_text_is_one_line_and_shortened():
    assert drawable("one\ntwo") == "one two"
    assert drawable("a" * 30, 10) == "a" * 9 + "…"
