"""Text on its way into a document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalcap.report.markdown import Markdown, clean, figure, literal, strong, table


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "{{< include /etc/passwd >}}",
        "<< evidence >>",
        "a | b",
        "*bold* `code` $x$ @fig-x [link](javascript:x) #typst",
    ],
)
def test_no_mark_up_keeps_its_meaning(text):
    written = literal(text)
    for char in "<{|*`$@[#":
        assert written.count(char) == written.count(f"\\{char}")


@given(st.text())
def test_any_text_becomes_one_line(text):
    assert len(literal(text).splitlines()) <= 1


@given(st.text())
def test_any_text_can_be_written_to_a_file(text):
    literal(text).encode("utf-8")


def test_marks_that_turn_the_direction_of_what_follows_are_dropped():
    assert clean("abc\u202edef") == "abcdef"


def test_accents_arabic_and_kept_spaces_stay():
    assert clean("Évaluation تقييم 95\u00a0%") == "Évaluation تقييم 95\u00a0%"


def test_what_is_markdown_already_passes():
    assert literal(Markdown("**a**")) == "**a**"
    assert literal(strong("a*b")) == "**a\\*b**"
    assert literal(strong("  ")) == ""


def test_a_cell_cannot_break_its_row():
    made = str(table(("A", "B"), [("x | y", "one\ntwo")], widths=(50, 50)))
    (row,) = [line for line in made.splitlines() if "two" in line]
    assert row == "| x \\| y | one two |"


def test_a_row_is_long_enough_for_widths_to_count():
    made = str(table(("A", "B"), [("1", "2")], widths=(30, 70), align="lr"))
    lines = made.strip().splitlines()
    assert max(map(len, lines)) > 72
    assert lines[1] == f"|:{'-' * 30}|{'-' * 70}:|"


def test_a_caption_and_a_label_follow_the_table():
    made = str(table(("A",), [("1",)], widths=(100,), caption="All: *x*", label="tbl-1"))
    assert made.rstrip().endswith(": All\\: \\*x\\* {#tbl-1}")


def test_quotation_marks_cannot_end_the_alternative_text():
    made = str(figure("figures/1", caption="C", alternative='say "x" {{< y >}}', label="fig-1"))
    assert made.strip().endswith(' fig-alt="say \\"x\\" \\{\\{\\< y \\>\\}\\}"}')


def test_no_line_ends_within_a_percentage_or_a_p_value():
    told = literal("3 % of 95 % (p = 0.04, p < 0.001) p - value")
    assert told.count("\u00a0") == 6
    assert "p - value" in told.replace("\\", "")
