import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evalcap.rendering.brand.colour import ENOUGH, WHITE, Colour, contrast, is_readable
from evalcap.rendering.brand.palette import (
    HOUSE,
    Told,
    dark_palette,
    palette,
    print_palette,
    unreadable,
)

COLOURS = st.builds(Colour, *[st.integers(0, 255)] * 3)
TOLD = st.builds(Told, *[st.one_of(st.none(), COLOURS)] * 3)
BOXES = ("note", "tip", "important", "warning", "caution")


def assert_readable(colours):
    """Every pair of colours that the style sheet sets as text and ground."""
    ink, accent = colours["ink"], colours["accent"]
    grounds = [colours["paper"], colours["wash"], *(colours[f"{box}-wash"] for box in BOXES)]
    for ground in grounds:
        assert contrast(ink, ground) >= ENOUGH
    for text in (accent, colours["quiet"]):
        assert is_readable(text, [colours["paper"], colours["wash"]])
    for box in BOXES:
        assert contrast(colours[box], colours[f"{box}-wash"]) >= ENOUGH


@given(TOLD, TOLD)
def test_whatever_a_brand_names_and_is_not_refused_can_be_read(light, dark):
    assume(not [*unreadable(light, dark)])
    assert_readable(palette(light))
    assert_readable(dark_palette(light, dark))
    assert_readable(print_palette(light))


@given(TOLD)
def test_only_colours_that_a_brand_names_are_refused(light):
    assume(not [*unreadable(light, Told())])
    for name, key in (("foreground", "ink"), ("background", "paper"), ("primary", "accent")):
        named = getattr(light, name)
        assert named is None or palette(light)[key] == named


def test_a_brand_without_colours_is_never_refused():
    assert [*unreadable(Told(), Told())] == []


def test_a_pair_that_cannot_be_read_is_named_with_its_contrast():
    (said,) = unreadable(Told(primary=Colour(0x99, 0x99, 0x99)), Told())
    # A grey of 153 has luminance 0.3185: 1.05 / 0.3685 = 2.849, which is not rounded up.
    assert said == (
        "color.primary: #999999 cannot be read on the background #ffffff: "
        "their contrast is 2.84, and at least 4.5 is needed"
    )


def test_a_background_is_refused_where_the_text_of_the_house_cannot_be_read_on_it():
    told = Told(background=Colour(0x20, 0x30, 0x40))
    assert [s.split(":")[0] for s in unreadable(told, Told())] == [
        "color.foreground",
        "color.primary",
    ]


def test_a_colour_named_for_the_dark_is_looked_at_in_the_dark():
    (said,) = unreadable(Told(), Told(foreground=Colour(0x22, 0x22, 0x22)))
    assert "in the dark" in said


def test_an_accent_that_is_too_dark_for_the_dark_is_lightened():
    colours = dark_palette(Told(primary=Colour(0, 0x59, 0x4F)), Told())
    assert contrast(colours["accent"], colours["paper"]) >= 7
    assert colours["accent"].green > colours["accent"].red


@pytest.mark.parametrize("background", [Colour(0x1A, 0x1A, 0x1A), Colour(0, 0, 0x40)])
def test_a_ground_that_is_dark_already_stays_in_the_dark_and_turns_white_on_paper(background):
    light = Told(foreground=WHITE, background=background, primary=Colour(0x8D, 0xC1, 0xEE))
    assert dark_palette(light, Told())["paper"] == background
    assert print_palette(light)["paper"] == WHITE
    assert print_palette(light)["ink"] == HOUSE.ink
