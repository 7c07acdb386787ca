"""Figures as files."""

import fake_evidence as fake

from evalcap.codelists import default_folder
from evalcap.rendering.brand.colour import is_readable, read_colour
from evalcap.report.figures.style import HAIR, IN_THE_DARK, house_style, save, save_marked


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
        if light not in {"#ffffff", HAIR}:
            assert is_readable(read_colour(light), [paper]), light
            assert is_readable(read_colour(dark), [night]), dark


def test_figures_in_the_dark_stand_on_the_ground_of_the_page():
    sheet = (default_folder("reports") / "style.css").read_text(encoding="utf-8")
    dark = sheet[sheet.index("prefers-color-scheme: dark") :]
    assert f"--paper: {IN_THE_DARK['#ffffff']}" in dark[: dark.index("--quiet")]


def test_a_marked_figure_bears_its_mark_and_keeps_its_colours(tmp_path, drawn):
    with house_style():
        save_marked(drawn(fake.supported_work(), "1-analyses"), tmp_path / "m.svg", "a mark")
    svg = (tmp_path / "m.svg").read_text(encoding="utf-8")
    assert svg.startswith("<!-- a mark -->")
    assert "prefers-color-scheme" not in svg
