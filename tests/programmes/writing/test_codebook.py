import csv
from io import StringIO

import pytest

from evalcap.programmes import NAMES, programme
from evalcap.programmes.writing.codebook import codebook_csv, codebook_entries, codebook_markdown


def _entry(schema, name):
    return next(entry for entry in codebook_entries(schema) if entry["column"] == name)


def test_an_entry_says_all_there_is_to_know_of_a_column(clinic):
    assert _entry(clinic, "age") == {
        "table": "visits",
        "section": "Body",
        "column": "age",
        "label_en": "Age",
        "label_fr": "Age, fr",
        "label_es": "Age, es",
        "type": "number",
        "unit": "years",
        "allowed": "",
        "minimum": "0",
        "maximum": "120",
        "pattern": "",
        "not_below": "",
        "not_above": "",
        "definition": "Age.",
        "source": "a book",
        "identifies": "no",
        "asked_if": "",
        "key": "no",
        "required": "no",
        "sensitive": "no",
        "confirmed": "yes",
        "compact": "1",
        "sdg": "",
        "dac": "",
        "tags": "",
        "trip": "",
        "kirkpatrick": "",
    }


def test_lists_and_conditions_are_spelled_out(clinic):
    assert _entry(clinic, "back")["allowed"] == "none | some"
    assert _entry(clinic, "why")["asked_if"] == "back = some"
    assert _entry(clinic, "patient")["key"] == "yes"


@pytest.mark.parametrize("name", NAMES)
def test_the_table_has_a_row_for_every_column_of_every_table(name):
    rows = list(csv.DictReader(StringIO(codebook_csv(programme(name)))))
    columns = [(t.name, c.name) for t in programme(name).tables for c in t.columns]
    assert [(row["table"], row["column"]) for row in rows] == columns


def test_the_page_has_every_column_and_code_list(clinic):
    page = codebook_markdown(clinic)
    assert "One visit. Key: `patient`, `started`." in page
    assert (
        "| `patient` (required) | Patient. *a book* | text | by itself: pseudonyms only |  |"
        in page
    )
    assert "| `cost` | Cost. *a book (unverified)* | text |  |  |" in page
    assert "| `back` | Back. *a book* | one of a list: [pain](#pain) |  |  |" in page
    assert "### pain\n\n| value | English | français | español |" in page
    assert "| `some` | some | some, fr | some, es |" in page


@pytest.mark.parametrize("name", NAMES)
def test_every_row_of_a_table_on_the_page_has_as_many_cells_as_its_headings(name):
    widths = set()
    for line in codebook_markdown(programme(name)).splitlines():
        widths.add(line.replace("\\|", "").count("|"))
    assert widths == {0, 5, 6}
