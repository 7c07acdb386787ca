"""Figures as files."""

import fake_evidence as fake

from evalcap.codelists import default_folder
from evalcap.rendering.brand.colour import contrast, is_readable, read_colour
from evalcap.report.figures.gap_map import LEAST_IN_WHITE
from evalcap.report.figures.style import (
    HAIR,
    IN_THE_DARK,
    INK,
    SHADES,
    house_style,
    save,
    save_marked,
)

LARGE = 3.0  # contrast that WCAG 2.2 asks for of graphics; the number also stands in a table


def test_a_figure_is_written_the_same_every_time(tmp_path, drawn):
    for folder in ("a", "b"):
        with house_style():
            save(drawn(fake.supported_work(), "1-analyses"), tmp_path / folder, "f")
    for name in ("f.svg", "f.screen.svg", "f.png"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_vector_figure_asks_for_no_font_and_no_date(tmp_path, drawn):
    with house_style():
        save(drawn(fake.supported_work(), "1-analyses"), tmp_path, "f")
    svg = (tmp_path / "f.svg").read_text(encoding="utf-8")
    assert "<text" not in svg
    assert "dc:date" not in svg


def test_a_figure_for_pages_has_its_words_as_text_and_colours_for_the_dark(tmp_path, drawn):
    with house_style():
        save(drawn(fake.supported_work(), "1-analyses"), tmp_path, "f")
    svg = (tmp_path / "f.screen.svg").read_text(encoding="utf-8")
    assert ">+1,866 (+602 to +3,130)</text>" in svg
    assert "prefers-color-scheme:dark" in svg


def test_each_colour_of_the_house_is_legible_in_the_light_and_in_the_dark():
    paper, night = map(read_colour, ("#ffffff", IN_THE_DARK["#ffffff"]))
    for light, dark in IN_THE_DARK.items():
        if light not in {"#ffffff", HAIR, *SHADES[:-1]}:
            assert is_readable(read_colour(light), [paper]), light
            assert is_readable(read_colour(dark), [night]), dark


def test_a_number_is_legible_on_the_shade_of_its_grade():
    for grade, shade in enumerate(SHADES, start=1):
        ink = "#ffffff" if grade >= LEAST_IN_WHITE else INK
        assert contrast(*map(read_colour, (ink, shade))) >= LARGE, shade
        assert contrast(*(read_colour(IN_THE_DARK[c]) for c in (ink, shade))) >= LARGE, shade


def test_a_stronger_grade_stands_out_more_by_day_and_by_night():
    for ground, colours in (("#ffffff", SHADES), ("#12181e", [IN_THE_DARK[s] for s in SHADES])):
        seen = [contrast(read_colour(colour), read_colour(ground)) for colour in colours]
        assert seen == sorted(seen)


def test_figures_in_the_dark_stand_on_the_ground_of_the_page():
    sheet = (default_folder("reports") / "style.css").read_text(encoding="utf-8")
    dark = sheet[sheet.index("prefers-color-scheme: dark") :]
    assert f"--paper: {IN_THE_DARK['#ffffff']}" in dark[: dark.index("--quiet")]


def test_a_marked_figure_bears_its_mark(tmp_path, drawn):
    with house_style():
        save_marked(drawn(fake.supported_work(), "1-analyses"), tmp_path / "m.svg", "a mark")
    assert (tmp_path / "m.svg").read_text(encoding="utf-8").startswith("<!-- a mark -->")
