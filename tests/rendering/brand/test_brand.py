from pathlib import Path

from evalcap.rendering.brand.brand import Brand, FontCut


def test_fonts_are_looked_for_on_the_machine_where_no_file_holds_them():
    cut = FontCut("A", Path("a.ttf"), "normal", "normal")
    assert Brand(base="A", headings="B", cuts=(cut,)).needs_installed_fonts
    assert not Brand(base="A", cuts=(cut,)).needs_installed_fonts
    assert not Brand().needs_installed_fonts
