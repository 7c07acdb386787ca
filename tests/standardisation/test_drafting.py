import tomllib

import pandas as pd
import pytest

from evalcap.errors.standardisation import UnknownProgrammeError
from evalcap.sources import read_source
from evalcap.standardisation import draft_mapping, standardise


@pytest.fixture
def export(tmp_path):
    """A French export of a course's tests."""
    frame = pd.DataFrame(
        {
            "Code officier": ["a1", "a2"],
            "Sexe": ["Femme", "H"],
            "Test score 0-100": [55, 60],
            "Date of test": ["25/03/2024", "13/06/2024"],
            "Remarques": ["x", "y"],
        }
    )
    file = tmp_path / "export.csv"
    frame.to_csv(file, index=False)
    return read_source(file)


def uncommented(draft):
    """Do what a person does who agrees with every suggestion."""
    lines = [
        line.removeprefix("# ") for line in str(draft).splitlines() if " = " in line or "[" in line
    ]
    return tomllib.loads("\n".join(lines))


def test_a_draft_as_it_stands_changes_nothing(export):
    written = tomllib.loads(str(draft_mapping(export, programme="training")))
    assert all(section == {} for section in written["recode"].values())
    assert written["columns"] == written["units"] == {}


def test_headers_are_suggested_under_canonical_names(export):
    draft = draft_mapping(export, programme="training")
    found = {each.column.name: each.header for each in draft.suggestions}
    assert found["sex"] == "Sexe"
    assert found["score"] == "Test score 0-100"
    assert found["officer"] == "Code officier"
    assert draft.unmatched == ("Remarques",)
    assert draft.required == ("timepoint",)


def test_codes_are_suggested_only_where_a_label_is_the_value_s_own(export):
    draft = draft_mapping(export, programme="training")
    (sex,) = (each for each in draft.suggestions if each.column.name == "sex")
    assert sex.codes == {"Femme": "female", "H": None}
    assert '# "H" = ""  # choose' in str(draft)


def test_a_format_of_dates_is_suggested_where_every_cell_fits_it(export):
    draft = draft_mapping(export, programme="training")
    (day,) = (each for each in draft.suggestions if each.column.name == "test_date")
    assert day.formats == ("DD/MM/YYYY -> date",)


def test_formats_that_cannot_be_told_apart_are_both_shown(export):
    frame = export.frame.assign(**{"Date of test": ["05/03/2024", "04/06/2024"]})
    draft = draft_mapping(type(export)(**{**vars(export), "frame": frame}), programme="training")
    assert str(draft).count("its cells fit both") == 2


def test_what_a_person_confirms_is_what_standardise_takes(export):
    said = uncommented(draft_mapping(export, programme="training"))
    recode = {"sex": {**said["recode"]["sex"], "H": "male"}}
    data = standardise(
        export, programme="training", mapping=said["columns"], recode=recode, units=said["units"]
    )
    assert data.frame["sex"].to_list() == ["female", "male"]
    assert data.frame["test_date"].to_list() == [
        pd.Timestamp(2024, 3, 25),
        pd.Timestamp(2024, 6, 13),
    ]


def test_values_of_a_column_that_names_people_are_never_shown(tmp_path):
    file = tmp_path / "names.csv"
    pd.DataFrame({"officer": ["Ada", "Bea"], "sex": ["f", "f"]}).to_csv(file, index=False)
    assert "Ada" not in str(draft_mapping(read_source(file), programme="training"))


def test_an_unknown_programme_is_refused(export):
    with pytest.raises(UnknownProgrammeError):
        draft_mapping(export, programme="teaching")


def test_days_of_excel_and_decimal_commas_are_told_by_their_cells(export):
    cells = {"Date of test": [45301, 45332], "Test score 0-100": ["55,5", "60"]}
    frame = export.frame.assign(**cells)
    draft = draft_mapping(type(export)(**{**vars(export), "frame": frame}), programme="training")
    formats = {each.column.name: each.formats for each in draft.suggestions if each.formats}
    assert formats == {
        "test_date": ("Excel serial -> date",),
        "score": ("decimal comma -> number",),
    }


def test_nothing_is_suggested_for_numbers_that_are_numbers_nor_for_words(export):
    for cells in ([55, 60], ["55", "60"], ["55,5", "absent"]):
        frame = export.frame.assign(**{"Test score 0-100": cells, "Date of test": [1, 2]})
        held = type(export)(**{**vars(export), "frame": frame})
        draft = draft_mapping(held, programme="training")
        assert [each.formats for each in draft.suggestions if each.formats] == []
