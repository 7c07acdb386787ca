import re
import subprocess
import zipfile

import pytest

from evalcap.codelists import default_folder
from evalcap.rendering.packages import pandoc_command
from evalcap.rendering.pandoc_defaults import FILTERS


def rows_kept(tmp_path, rows):
    """Count the rows of a table of `rows` rows and a head that keep with the next in Word."""
    made = tmp_path / "made.docx"
    table = "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * rows
    command = [pandoc_command(), "-o", made, f"--lua-filter={FILTERS / 'tables.lua'}"]
    subprocess.run(command, input=table, text=True, check=True)
    with zipfile.ZipFile(made) as archive:
        body = archive.read("word/document.xml").decode()
    return len(re.findall(r"<w:tr>(?:(?!</w:tr>).)*TableKept", body, flags=re.DOTALL))


@pytest.mark.parametrize(("rows", "kept"), [(1, 1), (3, 3), (12, 12), (13, 0), (40, 0)])
def test_in_word_a_short_table_stays_whole_and_a_long_one_may_break(tmp_path, rows, kept):
    assert rows_kept(tmp_path, rows) == kept


WIDE = """| Key | One | Two | Three | Four |
|:--|--:|--:|--:|:--|
| k | 1 | 2 to 300,000 |   | a text of many words that fills a line |
"""


def test_each_cell_of_a_wide_table_bears_the_name_of_its_column_for_phones(filtered):
    html, _ = filtered(WIDE, "tables.lua")
    assert '<table class="stackable right-2 right-3 right-4">' in html
    named = re.findall(r'<td[^>]*? data-column="(\w+)"[^>]*>', html)
    assert named == ["One", "Two", "Four"], "neither the first cell nor an empty one has a name"
    assert re.findall(r'data-size="(\w+)"', html) == ["wide", "long"]


def test_a_table_that_a_phone_can_show_stays_a_table(filtered):
    html, _ = filtered("| a | b |\n|---|---|\n| 1 | 2 |\n", "tables.lua")
    assert "stackable" not in html
    assert "data-column" not in html


@pytest.mark.parametrize(
    ("first", "last", "stacks"),
    [
        ("-17", "-4.10 to -0.23", False),
        ("A name of some length", "3", True),
        ("month", "a text of many words that fills a line", True),
    ],
)
def test_four_columns_fit_a_phone_only_beside_short_text(filtered, first, last, stacks):
    html, _ = filtered(
        f"| a | b | c | d |\n|---|---|---|---|\n| {first} | 1 | 2 | {last} |\n", "tables.lua"
    )
    assert ("stackable" in html) == stacks


def test_on_paper_a_wide_table_stays_a_table(filtered):
    typst, _ = filtered(WIDE, "tables.lua", to="typst")
    assert "stackable" not in typst


def test_a_class_of_the_table_says_what_a_style_would_say_of_every_cell(filtered):
    html, _ = filtered("| a | b | c |\n|:--|--:|---|\n| 1 | 2 | 3 |\n", "tables.lua")
    assert '<table class="right-2">' in html
    assert "text-align" not in html


@pytest.mark.parametrize("columns", ["|:-:|--:|", "|" + "--:|" * 10])
def test_what_no_class_says_is_said_of_every_cell(filtered, columns):
    cells = "| x " * (columns.count("|") - 1) + "|"
    html, _ = filtered(f"{cells}\n{columns}\n{cells}\n", "tables.lua")
    assert "right-" not in html
    assert "text-align: right" in html


def test_every_class_of_a_table_is_known_to_the_style_sheet():
    sheet = (default_folder("reports") / "style.css").read_text(encoding="utf-8")
    classes = [f".right-{n} tr > :nth-child({n})" for n in range(1, 10)]
    assert all(f"{name},\n" in sheet or f"{name} {{" in sheet for name in classes)


@pytest.mark.parametrize(("head", "roomy"), [("Estimate", False), ("Conglomerados", True)])
def test_long_words_in_the_head_get_room_on_a_phone(filtered, head, roomy):
    html, _ = filtered(WIDE.replace("One", head), "tables.lua")
    assert ("roomy" in html) == roomy
