import pytest

from evalcap.rendering.messages import judge, plain_text, spoken, tail


def test_our_own_findings_are_problems_of_the_document():
    verdict = judge(["[PROBLEM] there is no image x.svg", "[PROBLEM] there is no image x.svg"])
    assert verdict.problems == ("there is no image x.svg",)
    assert verdict.holes == ()


@pytest.mark.parametrize(
    "said",
    [
        "[WARNING] Could not convert TeX math x_, rendering as TeX",
        "[WARNING] Could not fetch resource x.png: replacing image with description",
        "error: unknown variable: callout",
        "ERROR: anything at all",
    ],
)
def test_a_hole_is_told_by_its_words(said):
    assert judge([said]).holes == (said,)


def test_a_warning_is_only_a_warning():
    said = "[WARNING] Duplicate note reference '1' at line 9 column 1"
    assert judge([said]).warnings == (said,)


def test_progress_is_neither():
    assert judge(["pandoc", "Output created: x.html", ""]) == ((), (), ())


def test_a_text_that_merely_mentions_a_warning_is_not_one():
    assert judge(["Rendering WARNING.qmd"]) == ((), (), ())


def test_colours_are_taken_off():
    assert plain_text("\x1b[33mWARNING\x1b[39m (x)\x1b[0m") == "WARNING (x)"


def test_an_indented_line_goes_on_with_the_message_before():
    assert spoken("[WARNING] a\n  more\n[INFO] b\n") == ["[WARNING] a\n  more", "[INFO] b"]


def test_the_tail_is_the_last_that_was_said():
    assert tail("a\n\nb\nc\n", most=2) == ("b", "c")
