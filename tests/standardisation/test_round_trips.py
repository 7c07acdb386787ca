"""What a format says about its codes is there once it was read, and goes where it belongs.

Labels and languages stay with the source, for whoever writes the recodes; reasons for missing go
with their cells into the standard dataset.
"""

import openpyxl
import pandas as pd
import pyreadstat
import pytest

from evalcap.sources import read_source
from evalcap.standardisation import standardise

SEX = {1: "Female", 2: "Male"}
FRENCH = "Français (fr)"


def _spss(folder):
    file = folder / "made-up.sav"
    pyreadstat.write_sav(
        pd.DataFrame({"id": ["a", "b", "c"], "q1": [1.0, 2, 2], "q2": [31.0, 98, 99]}),
        file,
        column_labels={"q1": "Sexe de l'agent"},
        variable_value_labels={"q1": SEX, "q2": {98: "refused"}},
        missing_ranges={"q2": [98, 99]},
    )
    return read_source(file)


def _stata(folder):
    file = folder / "made-up.dta"
    pyreadstat.write_dta(
        pd.DataFrame({"id": ["a", "b", "c"], "q1": [1.0, 2, 2], "q2": [31.0, "a", "b"]}),
        file,
        column_labels={"q1": "Sexe de l'agent"},
        variable_value_labels={"q1": SEX, "q2": {"a": "refused"}},
        missing_user_values={"q2": ["a", "b"]},
    )
    return read_source(file)


def _kobo(folder):
    labels = ["label::English (en)", f"label::{FRENCH}"]
    survey = [
        ["type", "name", *labels],
        ["text", "id", "Code", "Code"],
        ["select_one sex", "q1", "Sex of the officer", "Sexe de l'agent"],
        ["integer", "q2", "Age", "Âge"],
    ]
    choices = [["list_name", "name", *labels], ["sex", 1, "Female", "Femme"]]
    choices += [["sex", 2, "Male", "Homme"]]
    book = openpyxl.Workbook()
    book.active.title = "survey"
    book.create_sheet("choices")
    for sheet, rows in (("survey", survey), ("choices", choices)):
        for row in rows:
            book[sheet].append(row)
    book.save(folder / "form.xlsx")
    export = openpyxl.Workbook()
    for row in [["id", "q1", "q2"], ["a", 1, 31], ["b", 2, 98], ["c", 2, 99]]:
        export.active.append(row)
    export.save(folder / "export.xlsx")
    return read_source(
        folder / "export.xlsx", form=folder / "form.xlsx", missing={"q2": ["98", "99"]}
    )


REASONS = {
    _spss: {"98": 1, "99": 1},
    _stata: {".a": 1, ".b": 1},
    _kobo: {"98": 1, "99": 1},
}


@pytest.mark.parametrize("written", [_spss, _stata, _kobo])
def test_labels_and_reasons_survive_the_way_to_the_standard_dataset(written, tmp_path):
    source = written(tmp_path)
    assert dict(source.value_labels["q1"]) == SEX
    recode = {"sex": {str(code): label.lower() for code, label in SEX.items()}}
    mapping = {"officer": "id", "sex": "q1", "age": "q2"}
    data = standardise(source, programme="training", mapping=mapping, recode=recode)
    assert data.frame["sex"].tolist() == ["female", "male", "male"]
    assert data.user_missing["age"] == REASONS[written]
    assert data.frame["age"].isna().tolist() == [False, True, True]
    assert data.reason("age").isna().tolist() == [True, False, False]
    assert sum(c.n_cells for c in data.log if c.rule == "missing") == 2


@pytest.mark.parametrize("written", [_spss, _stata])
def test_a_column_says_what_it_is_in_its_own_language(written, tmp_path):
    assert written(tmp_path).column_labels["q1"] == "Sexe de l'agent"


def test_a_form_keeps_every_language(tmp_path):
    translations = _kobo(tmp_path).translations
    assert translations[FRENCH].columns["q1"] == "Sexe de l'agent"
    assert translations[FRENCH].codes["q1"] == {1: "Femme", 2: "Homme"}
    assert translations["English (en)"].codes["q1"] == {1: "Female", 2: "Male"}
