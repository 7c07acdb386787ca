"""Files with defects as they come from the field, and their clean twins: all found, none invented.

Everything in them is made up.
"""

import openpyxl
import pytest

from evalcap.errors.reading import FileProblemsError
from evalcap.sources import read_source

CLEAN_MONTHS = {
    "2024-01.csv": "post;month;checked;found\n01;1;120;4\n02;1;80;1\n",
    "2024-02.csv": "post;month;checked;found\n01;2;130;3\n02;2;NA;2\n",
    "2024-03.csv": "post;month;checked;found\n01;3;110;5\n02;3;95;2\n",
}
CENTRE = [
    ["officer", "test", "score", "sex"],
    ["A1", "2024-01-15", 55, "f"],
    ["A2", "2024-01-15", 61, "m"],
    ["A3", "2024-01-16", 48, "f"],
    ["A4", "2024-01-16", 70, "m"],
    ["A5", "2024-01-17", 66, "f"],
]
SURVEY = [
    ["type", "name", "label"],
    ["select_one yn", "work", "Work?"],
    ["select_multiple help", "help", "Help"],
    ["integer", "age", "Age"],
    ["begin_repeat", "child", "Child"],
    ["integer", "years", "Years"],
    ["end_repeat", "", ""],
]
CHOICES = [
    ["list_name", "name", "label"],
    ["yn", "yes", "Yes"],
    ["yn", "no", "No"],
    ["help", "cash", "Cash"],
    ["help", "legal", "Legal"],
]
HEAD = ["work", "help", "help/cash", "help/legal", "age", "_id", "_index"]
PEOPLE = [
    ["yes", "cash", 1, 0, 31, 101, 1],
    ["no", "cash legal", 1, 1, 44, 102, 2],
    ["yes", None, None, None, 27, 103, 3],
]
CHILDREN = [["years", "_index", "_parent_index"], [3, 1, 1], [9, 2, 1], [5, 3, 2]]


@pytest.fixture
def months(tmp_path):
    def write(**changed):
        texts = CLEAN_MONTHS | {f"{name}.csv": text for name, text in changed.items()}
        for name, text in texts.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture
def book(tmp_path):
    def write(name, change=None, **sheets):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append(row)
        if change:
            change(made)
        made.save(tmp_path / name)
        return tmp_path / name

    return write


def _found(source):
    """What was found, where: kind, file or sheet, column, positions."""
    return {(f.kind, f.file or f.sheet, f.column, f.examples) for f in source.findings}


def test_clean_months_give_no_finding(months):
    source = read_source(months())
    assert _found(source) == set()
    assert source.frame["post"].tolist() == ["01", "02"] * 3


def test_every_defect_of_messy_months_is_found_in_its_file(months):
    february = "post;month;Checked;found\n1;2;130;3\n;;;\n2;2;90;2\n"  # renamed, no zeros, a gap
    march = "post;month;checked;found\n01;3;110;5\n02;3;closed;2\n"  # a word among numbers
    source = read_source(months(**{"2024-02": february, "2024-03": march}))
    assert _found(source) == {
        ("missing_columns", "2024-02.csv", "", ()),
        ("empty_rows", "2024-02.csv", "", (2,)),
        ("differing_types", "", "post", ("2024-02.csv",)),
        ("differing_types", "", "checked", ("2024-01.csv",)),
    }
    assert source.n_rows == 6


def test_every_month_that_cannot_be_read_is_refused_by_line(months):
    folder = months(**{"2024-02": "post;month\n01;1\n02,2\n", "2024-03": "post;month\n01;1;2\n"})
    (folder / "2024-04.csv").write_bytes(b"post;month\n\xe8;1\n")
    with pytest.raises(FileProblemsError) as caught:
        read_source(folder)
    found = {(p.kind, p.file, p.examples) for p in caught.value.problems}
    assert found == {
        ("ragged", "2024-02.csv", (3,)),
        ("ragged", "2024-03.csv", (2,)),
        ("encoding", "2024-04.csv", (2,)),
    }


def test_a_month_that_was_saved_twice_is_refused(months):
    with pytest.raises(FileProblemsError, match=r"2024-01\.csv, 2024-05\.csv"):
        read_source(months(**{"2024-05": CLEAN_MONTHS["2024-01.csv"]}))


def test_a_clean_workbook_gives_no_finding(book):
    assert _found(read_source(book("a.xlsx", Scores=CENTRE))) == set()


def test_every_defect_of_a_messy_workbook_is_found_in_its_cell(book):
    rows = [list(row) for row in CENTRE]
    rows[1][2] = "#N/A"
    rows[2][2] = "61"  # a number stored as text
    rows.insert(3, [None] * 4)
    rows[6] = ["A5", "2024-01-17", 66, None]

    def change(made):
        made["Scores"].merge_cells("D6:D7")
        made["Scores"].row_dimensions[5].hidden = True
        made.create_sheet("Old").append(["left over"])
        made.create_sheet("Hidden").sheet_state = "hidden"

    source = read_source(book("a.xlsx", change, Scores=rows))
    assert _found(source) == {
        ("other_sheets", "Scores", "", ()),
        ("hidden_rows", "Scores", "", ()),
        ("empty_rows", "Scores", "", (4,)),
        ("error_cells", "Scores", "score", (2,)),
        ("merged_cells", "Scores", "", (6,)),
        ("text_numbers", "Scores", "score", (3,)),
    }
    assert source.frame["score"].tolist()[1:] == [61, 48, 70, 66]


def _export(book, people, children, **sheets):
    form = book("form.xlsx", survey=SURVEY, choices=CHOICES)
    return read_source(book("e.xlsx", People=people, child=children, **sheets), form=form)


def test_a_clean_export_with_its_form_gives_no_finding(book):
    assert _found(_export(book, [HEAD, *PEOPLE], CHILDREN)) == set()


def test_every_defect_of_a_messy_export_is_found_in_its_row(book):
    people = [[*HEAD, "income", "__version__"]]
    people += [[*row, 100 + i, f"v{min(i, 1)}"] for i, row in enumerate(PEOPLE)]
    people[1][0] = "sometimes"
    people[2][2] = 0  # the list says cash, the column does not
    people[3][4] = "about thirty"
    children = [*CHILDREN, [7, 4, 99]]
    source = _export(book, people, children, Pivot=[["a"], [1]])
    assert _found(source) == {
        ("unknown_columns", "People", "", ()),
        ("form_versions", "People", "__version__", ()),
        ("unknown_choice", "People", "work", (2,)),
        ("differing_choices", "People", "help", (3,)),
        ("wrong_kind", "People", "age", (4,)),
        ("orphans", "child", "_parent_index", (5,)),
        ("unknown_sheet", "Pivot", "", ()),
    }
    assert not any(word in str(f) for f in source.findings for word in ("sometimes", "thirty"))
