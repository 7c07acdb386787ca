"""The tables as a workbook, read back."""

from datetime import date
from zipfile import ZipFile

import fake_evidence as fake
import pytest
from openpyxl import load_workbook

from evalcap.lessons import Lessons
from evalcap.report.workbook import write_workbook
from evalcap.words import catalogue

WORDS = catalogue()
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", '=HYPERLINK("x")', "=cmd|' /C calc'!A0")


def sheets(tmp_path, evidence, lessons=None):
    file = write_workbook(evidence, lessons or Lessons(), tmp_path / "tables.xlsx", WORDS)
    return load_workbook(file)


def test_numbers_are_numbers_in_the_unit_of_the_outcome(tmp_path):
    sheet = sheets(tmp_path, fake.supported_work())["Estimates"]
    rows = list(sheet.iter_rows(values_only=True))
    first = dict(zip(rows[0], rows[1], strict=True))
    primary = fake.supported_work().estimates[0]
    assert first["Estimate"] == pytest.approx(primary.point)
    assert first["95 % interval, from"] == pytest.approx(primary.conf_low)
    assert first["Key"] == primary.key


def test_a_zero_is_kept_and_a_withheld_count_stays_withheld(tmp_path):
    evidence = fake.one_outcome()
    estimate = evidence.estimates[0].model_copy(update={"point": 0.0, "n_units": "<10"})
    sheet = sheets(tmp_path, evidence.model_copy(update={"estimates": (estimate,)}))["Estimates"]
    rows = list(sheet.iter_rows(values_only=True))
    first = dict(zip(rows[0], rows[1], strict=True))
    assert (first["Estimate"], first["Units"]) == (0, "<10")


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_text_is_a_formula(tmp_path, formula):
    evidence = fake.one_outcome(
        outcome={"label": formula, "unit": formula},
        subject=fake.subject(title=formula, commissioner=formula),
        sources=(fake.source(name=formula, licence=formula, citation=formula),),
    )
    book = sheets(tmp_path, evidence, fake.some_lessons(title=formula, therefore=formula))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    held = [cell for cell in cells if cell.value == formula]
    assert len(held) >= 6
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in held)
    assert not [cell for cell in cells if cell.data_type == "f"]
    with ZipFile(tmp_path / "tables.xlsx") as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_control_characters_and_endless_text_are_fit_for_a_cell(tmp_path):
    book = sheets(tmp_path, fake.one_outcome(subject=fake.subject(title="a\x00b\x0b" * 20_000)))
    title = book["About"]["B2"].value
    assert title.startswith(("ab ab", "abab"))
    assert len(title) <= 32_000


def test_simulated_data_say_so_on_the_first_sheet(tmp_path):
    book = sheets(tmp_path, fake.demonstration())
    assert book.sheetnames[0] == "About"
    told = " ".join(str(cell.value) for row in book["About"].iter_rows() for cell in row)
    assert "Simulated demonstration data" in told


def test_the_same_evidence_gives_the_same_bytes_dated_to_its_day(tmp_path):
    evidence = fake.supported_work().model_copy(update={"created": date(2025, 3, 4)})
    first = write_workbook(evidence, Lessons(), tmp_path / "a.xlsx", WORDS).read_bytes()
    second = write_workbook(evidence, Lessons(), tmp_path / "b.xlsx", WORDS).read_bytes()
    assert first == second
    with ZipFile(tmp_path / "a.xlsx") as parts:
        assert {info.date_time[:3] for info in parts.infolist()} == {(2025, 3, 4)}
        assert b"2025-03-04T00:00:00Z" in parts.read("docProps/core.xml")
