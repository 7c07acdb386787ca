"""What is left of a drawing for a page: the same picture, in fewer words."""

import re
from io import StringIO

import matplotlib as mpl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from evalcap.report.figures.screen import for_screens
from evalcap.report.figures.style import IN_THE_DARK, house_style
from evalcap.report.figures.text import drawable


def drawing(draw) -> str:
    """Draw with text as text."""
    with house_style(), mpl.rc_context({"svg.fonttype": "none"}):
        figure = Figure(figsize=(3, 2))
        draw(figure.add_subplot())
        written = StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None})
    return written.getvalue()


def three_dots(axes):
    axes.plot([1, 2, 3], [1.23456, 2, 3], "o-", color="#0b5c8f")
    axes.set_title("A < B & C", loc="left")


def test_it_is_less_than_two_thirds_of_what_was_drawn():
    drawn = drawing(three_dots)
    assert len(for_screens(drawn, IN_THE_DARK)) < 2 / 3 * len(drawn)


def test_everything_that_was_drawn_is_drawn():
    drawn = drawing(three_dots)
    short = for_screens(drawn, {})
    for kind in ("<text", "<use", "<path"):
        assert short.count(kind) == drawn.count(kind), kind
    assert ">A &lt; B &amp; C</text>" in short


def test_every_reference_leads_to_a_part_of_the_drawing():
    short = for_screens(drawing(three_dots), {})
    led = set(re.findall(r'(?:href="#|url\(#)(\w+)', short))
    assert led == set(re.findall(r' id="(\w+)"', short))
    assert led


def test_places_hold_to_a_hundredth_of_a_point():
    drawn = drawing(three_dots)
    exact = [float(x) for x in re.findall(r'<use [^>]*?x="([\d.]+)"', drawn)]
    short = for_screens(drawn, {})
    assert [float(x) for x in re.findall(r'<use [^>]*?x="([\d.]+)"', short)] == pytest.approx(
        exact, abs=0.005
    )


def test_no_font_of_ours_is_asked_for_and_nothing_of_another_place():
    short = for_screens(drawing(three_dots), {})
    assert "DejaVu" not in short
    assert re.findall('https?://[^"]*', short) == ["http://www.w3.org/2000/svg"]


def test_a_colour_of_the_house_changes_in_the_dark_and_no_other():
    def draw(axes):
        axes.plot([1, 2], color="#0b5c8f")
        axes.plot([2, 1], color="#123456")

    short = for_screens(drawing(draw), {"#0b5c8f": "#6fb7ee"})
    dark = short[short.index("@media") :]
    assert dark.startswith("@media (prefers-color-scheme:dark){.")
    assert "stroke:#6fb7ee" in dark
    assert "123456" not in dark
    assert "@media" not in for_screens(drawing(draw), {})


LETTERS = st.characters(codec="utf-8", exclude_categories=["C"])


@settings(deadline=None)
@given(st.text(LETTERS, min_size=1, max_size=30).map(drawable).filter(str.strip))
def test_whatever_is_written_stays_text(words):
    def draw(axes):
        axes.text(0, 0, words, parse_math=False)

    short = for_screens(drawing(draw), {})
    bare = for_screens(drawing(lambda axes: axes.text(0, 0, "x")), {})
    assert re.findall(r"<(\w+)", short) == re.findall(r"<(\w+)", bare)
