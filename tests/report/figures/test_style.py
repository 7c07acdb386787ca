"""Figures as files."""

import fake_evidence as fake

from evalcap.report.figures.style import house_style, save


def test_a_figure_is_written_the_same_every_time(tmp_path, drawn):
    for folder in ("a", "b"):
        with house_style():
            save(drawn(fake.supported_work(), "1-analyses"), tmp_path / folder, "f")
    for name in ("f.svg", "f.png"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_vector_figure_asks_for_no_font_and_no_date(tmp_path, drawn):
    with house_style():
        save(drawn(fake.supported_work(), "1-analyses"), tmp_path, "f")
    svg = (tmp_path / "f.svg").read_text(encoding="utf-8")
    assert "<text" not in svg
    assert "dc:date" not in svg
