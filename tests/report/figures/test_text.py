"""Letters in figures."""

from evalcap.report.figures.text import drawable, in_two_lines


def test_letters_that_the_font_lacks_become_question_marks():
    assert drawable("Évaluation 点 $x$") == "Évaluation ? $x$"


def test_text_is_one_line_and_shortened():
    assert drawable("one\ntwo") == "one two"
    assert drawable("a" * 30, 10) == "a" * 9 + "…"


def test_text_wider_than_a_line_goes_on_in_a_second_one_and_no_further():
    assert in_two_lines("short", 10) == "short"
    assert in_two_lines("a few more words", 10) == "a few more\nwords"
    assert in_two_lines("x" * 30, 10) == "x" * 10 + "\n" + "x" * 9 + "…"
