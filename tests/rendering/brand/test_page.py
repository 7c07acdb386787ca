import re

import pytest

from evalcap.rendering.brand import Brand, read_brand
from evalcap.rendering.brand.brand import FontCut, Picture
from evalcap.rendering.brand.page import banner, foot, style_sheet


@pytest.fixture
def brand(folder):
    return read_brand(folder)


def test_colours_differ_on_a_screen_in_the_dark_and_in_print(brand):
    sheet = style_sheet(brand)
    light, dark, printed = re.findall(r"--paper: (#\w+);", sheet)
    assert (light, printed) == ("#fffaf0", "#ffffff")
    assert dark != light
    assert sheet.index("prefers-color-scheme: dark") < sheet.index("@media print")


def test_the_sheet_sets_only_what_the_house_sheet_has(brand, request):
    house = (request.config.rootpath / "reports" / "style.css").read_text(encoding="utf-8")
    known = set(re.findall(r"--[\w-]+(?=:)", house))
    assert set(re.findall(r"--[\w-]+(?=:)", style_sheet(brand))) <= known


def test_a_brand_without_colours_sets_none():
    assert ":root" not in style_sheet(Brand(name="A"))


def test_nothing_is_loaded(brand):
    assert "url(" not in style_sheet(brand)
    assert re.findall(r'src="(data:[^;]+)', banner(brand)) == ["data:image/svg+xml"]


def test_a_font_is_carried_along(folder):
    (folder / "a.ttf").write_bytes(b"font")
    cut = FontCut("A", folder / "a.ttf", "700", "normal")
    assert 'url("data:font/ttf;base64,Zm9udA==")' in style_sheet(Brand(base="A", cuts=(cut,)))


def test_the_name_is_text_and_told_once_to_who_cannot_see(brand):
    assert 'alt="Example Institute &amp; Partners"' in banner(brand)
    assert '<span aria-hidden="true">Example Institute &amp; Partners</span>' in banner(brand)
    assert "Example Institute &amp; Partners" in foot(brand)
    assert "<script>" not in banner(Brand(name="<script>"))


def test_a_logo_that_shows_something_else_leaves_the_name_to_be_heard(folder):
    logo = Picture(folder / "logos" / "logo.svg", "A square")
    assert "<span>A</span>" in banner(Brand(name="A", logo=logo))


def test_without_name_and_logo_there_is_no_line():
    assert (banner(Brand()), foot(Brand())) == ("", "")


def test_one_logo_keeps_its_ground_in_the_dark_and_two_take_turns(brand, folder):
    assert "background: #fffaf0" in style_sheet(brand)
    logo = Picture(folder / "logos" / "logo.svg", "A")
    both = Brand(logo=logo, dark_logo=logo)
    assert banner(both).count("<img") == 2
    assert ".in-the-light {\n    display: none" in style_sheet(both)
