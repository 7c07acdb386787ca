"""Sheets as a reader sees them, and as a printer does."""

import pytest

from evalcap.programmes.writing.publishing import decimals_for, dress, format_of
from evalcap.programmes.writing.sheets import workbook_of

ROWS = [
    {"Key": "a", "Estimate": 1866.3, "p-value": 2e-9, "Year": 1975, "Units": 16177},
    {"Key": "x" * 90, "Estimate": -12.25, "p-value": 0.04, "Year": 1978, "Units": "<10"},
]


def dressed(title="Trade & aid"):
    book = workbook_of(
        {"About": [{"Fact": "Estimates", "Value": "What was found."}], "Estimates": ROWS}
    )
    dress(book, title)
    return book


@pytest.mark.parametrize(
    ("numbers", "decimals"),
    [([1866.3], 0), ([18.66], 1), ([0.35, 0.4, 900.0], 3), ([0.0], 0), ([], 0), ([1e-9], 4)],
)
def test_a_column_shows_three_digits_of_its_middling_numbers(numbers, decimals):
    assert decimals_for(numbers) == decimals


def test_no_number_but_zero_is_shown_as_zero():
    assert format_of(0.0, 3) == "0.000"
    assert format_of(0.0004, 3) == "0.0E+00"
    assert format_of(-0.0006, 3) == "0.000"
    assert format_of(12_345.6, 0) == "#,##0"


def test_years_have_no_mark_between_their_digits_and_large_counts_do():
    sheet = dressed()["Estimates"]
    assert [sheet[f"{letter}2"].number_format for letter in "DE"] == ["0", "#,##0"]


def test_numbers_keep_all_their_digits():
    sheet = dressed()["Estimates"]
    assert [cell.value for cell in sheet[2]] == ["a", 1866.3, 2e-9, 1975, 16177]


def test_a_sheet_prints_as_wide_as_the_paper_with_its_headings_on_every_page():
    for sheet in dressed():
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"


def test_an_ampersand_in_the_title_is_no_instruction_to_the_printer():
    assert dressed().worksheets[0].oddHeader.left.text == "Trade && aid"


def test_long_text_is_broken_within_its_cell():
    sheet = dressed()["Estimates"]
    assert sheet.column_dimensions["A"].width <= 63
    assert sheet["A3"].alignment.wrap_text
    assert [sheet.row_dimensions[row].height for row in (2, 3)] == [15, 45]


def test_the_first_sheet_leads_to_the_others():
    cell = dressed()["About"]["A2"]
    assert cell.hyperlink.location == "'Estimates'!A1"
    assert cell.data_type == "s"
