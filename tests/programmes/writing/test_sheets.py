from evalcap.programmes.writing.sheets import add_sheet, new_workbook, style_headings, workbook_of


def test_headings_stand_in_the_order_in_which_they_are_met_and_stay_in_sight():
    rows = [{"type": "note", "name": "a"}, {"name": "b", "hint": "c"}]
    sheet = workbook_of({"survey": rows})["survey"]
    assert list(sheet.values) == [("type", "name", "hint"), ("note", "a", None), (None, "b", "c")]
    assert sheet.freeze_panes == "A2"


def test_sheets_stand_in_the_order_given():
    row = [{"a": "b"}]
    assert workbook_of({"survey": row, "choices": row}).sheetnames == ["survey", "choices"]


def test_a_column_is_as_wide_as_its_longest_cell_within_reason():
    sheet = add_sheet(new_workbook(), "s", [{"a": "x" * 20, "b": "x" * 500}])
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [22, 60]


def test_some_headings_are_underlined():
    sheet = add_sheet(new_workbook(), "s", [{"a": "1", "b": "2"}])
    style_headings(sheet, underlined=["b"])
    assert [cell.font.underline for cell in sheet[1]] == [None, "single"]


def test_text_is_never_a_formula_and_stays_text_when_it_is_edited():
    sheet = add_sheet(new_workbook(), "s", [{"a": "=1+1", "b": "fine"}])
    assert [cell.data_type for cell in sheet[2]] == ["s", "s"]
    assert [bool(cell.quotePrefix) for cell in sheet[2]] == [True, False]


def test_numbers_are_numbers_and_zero_is_one_of_them():
    sheet = add_sheet(new_workbook(), "s", [{"a": 0, "b": 1.5, "c": None, "d": ""}])
    assert [cell.value for cell in sheet[2]] == [0, 1.5, None, None]
