import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalcap.rendering.brand.colour import (
    BLACK,
    ENOUGH,
    WHITE,
    Colour,
    contrast,
    is_readable,
    mix,
    read_colour,
    readable,
    tinted,
)

COLOURS = st.builds(Colour, *[st.integers(0, 255)] * 3)


# Contrasts that WCAG 2.2 and its technique G18 give, or that follow from its formula by hand:
# a grey of 118 has luminance 0.1812, so 1.05 / 0.2312 = 4.54.
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#767676", "#ffffff", 4.54), ("#ff0000", "#ffffff", 4.0)],
)
def test_contrast_is_that_of_wcag(one, other, expected):
    colours = read_colour(one), read_colour(other)
    assert contrast(*colours) == pytest.approx(expected, abs=0.005)
    assert contrast(*reversed(colours)) == contrast(*colours)


@pytest.mark.parametrize("written", ["#1d4f7c", "#1D4F7C", "rgb(29, 79, 124)", " #1d4f7c "])
def test_a_colour_is_read_as_style_sheets_write_it(written):
    assert read_colour(written) == Colour(29, 79, 124)


def test_colours_have_names_and_short_forms():
    assert read_colour("navy") == Colour(0, 0, 128)
    assert read_colour("#fff") == WHITE


@pytest.mark.parametrize(
    "written", ["blueish", "#12345", "", "#1d4f7c80", "rgb(300, 0, 0)", "pine"]
)
def test_what_is_no_solid_colour_is_none(written):
    assert read_colour(written) is None


def test_a_mix_lies_between():
    assert mix(BLACK, WHITE, 0.2) == Colour(51, 51, 51)


@given(COLOURS, COLOURS)
def test_a_colour_made_readable_can_be_read(text, ground):
    assert contrast(readable(text, [ground]), ground) >= ENOUGH


@given(COLOURS)
def test_a_colour_that_can_be_read_stays_as_it_is(text):
    if is_readable(text, [WHITE]):
        assert readable(text, [WHITE]) == text


@given(COLOURS, COLOURS, COLOURS)
def test_a_tint_never_hides_a_text_that_could_be_read(ground, tint, text):
    if is_readable(text, [ground]):
        assert is_readable(text, [tinted(ground, tint, 0.3, [text])])
