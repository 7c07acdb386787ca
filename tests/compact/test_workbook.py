"""The register as a workbook."""

import csv
import io
import zipfile

import fake_evidence as fake
import openpyxl
import pytest

from evalcap.compact.observations import observations
from evalcap.compact.register import register_of
from evalcap.compact.workbook import register_xlsx
from evalcap.portfolio import Entry, Portfolio
from evalcap.words.catalogue import site_catalogue

WORDS = site_catalogue()
HOSTILE = "=HYPERLINK(\"http://x.example\"; 'go')"
# Every sheet, as text; numbers as they are stored and not as they are shown.
EXPORT = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"


def written(**lesson):
    entries = [Entry(fake.one_outcome(), fake.some_lessons(**lesson)), simulated()]
    portfolio = Portfolio.of(entries)
    register = register_of(portfolio, WORDS)
    return register_xlsx(register, observations(portfolio.listed), WORDS)


def simulated():
    return Entry(fake.demonstration(), fake.some_lessons())


def rows(book, sheet):
    heads, *cells = openpyxl.load_workbook(io.BytesIO(book))[sheet].values
    return [dict(zip(heads, row, strict=True)) for row in cells]


def test_lessons_recommendations_and_effects_have_a_sheet_each():
    book = written()
    short = [row["Lesson (short name)"] for row in rows(book, "Lessons")]
    assert short == ["start-early", "start-early"]
    answers = [row["Response of management"] for row in rows(book, "Recommendations")]
    assert answers == ["Accepted", "Accepted"]
    assert [row["Effect"] for row in rows(book, "Effects")] == [3.2, 3.63, 3.5, None]


def test_numbers_are_numbers_and_a_withheld_count_is_what_the_evidence_publishes():
    units = [row["Number of units"] for row in rows(written(), "Effects")]
    assert units == [200, 200, 32, "<10"]


def test_text_is_never_a_formula():
    sheet = openpyxl.load_workbook(io.BytesIO(written(title=HOSTILE)))["Lessons"]
    hostile = [cell for row in sheet.iter_rows() for cell in row if cell.value == HOSTILE]
    assert [(cell.data_type, bool(cell.quotePrefix)) for cell in hostile] == [("s", True)]


def test_the_first_sheet_says_what_the_others_hold_and_what_is_left_out():
    text = " ".join(str(next(iter(row.values()))) for row in rows(written(), "About"))
    assert "each with the evidence it rests on" in text
    assert "Left out: Method checks on public benchmark data (0)" in text


def test_nothing_restricted_is_in_the_workbook():
    book = openpyxl.load_workbook(io.BytesIO(written()))
    every = str([list(sheet.values) for sheet in book])
    assert "secret" not in every
    assert "at that post" not in every


def test_the_same_register_gives_the_same_bytes_at_any_hour(monkeypatch):
    first = written()
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 4, 3, 2, 1, 0, 0, 0))
    monkeypatch.setattr("time.time", lambda: 1.9e9)
    assert written() == first
    about = zipfile.ZipFile(io.BytesIO(first)).read("docProps/core.xml")
    assert about.count(b"1980-01-01T00:00:00Z") == 2  # made and changed


@pytest.mark.application
def test_libreoffice_opens_it_with_the_same_numbers(converted):
    book = written(title=HOSTILE)
    folder = converted("register.xlsx", book, EXPORT)
    for sheet in ("Lessons", "Recommendations", "Effects"):
        text = (folder / f"register-{sheet}.csv").read_text(encoding="utf-8")
        opened = list(csv.DictReader(io.StringIO(text)))
        expected = [
            {name: "" if value is None else str(value) for name, value in row.items()}
            for row in rows(book, sheet)
        ]
        assert opened == expected


def test_headings_and_kinds_are_in_the_language_of_the_workbook():
    words, entry = site_catalogue("fr"), Entry(fake.one_outcome(), fake.some_lessons())
    portfolio = Portfolio.of([entry])
    book = register_xlsx(register_of(portfolio, words), observations(portfolio.listed), words)
    (lesson,) = rows(book, "Enseignements")
    assert lesson["Nature de l’étude"] == "Évaluation d’un programme"
    assert lesson["Nature de l’enseignement"] == "Ce qui a aidé"
    assert rows(book, "Effets")[0]["Sens souhaité"] == "Hausse"
