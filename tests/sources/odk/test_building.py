import pandas as pd
import pytest

from evalcap.sources.odk.building import Building, build_question
from evalcap.sources.odk.columns import match_columns
from evalcap.sources.odk.form import Choice, Form, Question
from evalcap.sources.odk.raw import Raw

LIKERT = (Choice("1", {"": "Bad"}), Choice("2", {"": "Good"}))
SAFETY = Question("safety", "select_one", choices=LIKERT)
AGE = Question("age", "number", ("person",))


@pytest.fixture
def build():
    def _build(question, **columns):
        table = pd.DataFrame({k: pd.Series(v, dtype="str") for k, v in columns.items()})
        raw = Raw(list(columns), table.set_axis(range(len(columns)), axis=1), range(11, 99), "one")
        form = Form((question,))
        built = Building(raw)
        build_question(built, question.name, question, match_columns(raw.headers, form, ()))
        return built

    return _build


def test_choices_with_numbers_for_names_are_numbers(build):
    built = build(SAFETY, safety=["1", "Good", None])
    assert built.columns["safety"].tolist()[:2] == [1, 2]
    assert built.findings == []


def test_an_answer_that_is_none_of_them_is_missing_with_its_reason(build):
    built = build(SAFETY, safety=["1", "sometimes", "2"])
    assert built.columns["safety"].isna().tolist() == [False, True, False]
    (reason,) = built.reasons["safety"]
    assert (reason.code, reason.rows.tolist()) == ("not offered", [1])
    (finding,) = built.findings
    assert (finding.kind, finding.column, finding.examples) == ("unknown_choice", "safety", (12,))
    assert "sometimes" not in str(finding)


def test_a_number_that_is_none_of_them_stays_and_is_reported(build):
    built = build(SAFETY, safety=["1", "9"])
    assert built.columns["safety"].tolist() == [1, 9]
    assert built.reasons == {}
    assert [finding.kind for finding in built.findings] == ["unknown_choice"]


def test_columns_that_each_version_filled_are_one(build):
    built = build(AGE, **{"person/age": ["31", None], "about/age": [None, "22"]})
    assert built.columns["age"].tolist() == [31, 22]
    assert built.findings == []


def test_columns_of_one_question_that_disagree_are_reported_by_record(build):
    built = build(AGE, **{"person/age": ["31", "40"], "about/age": ["31", "22"]})
    assert built.columns["age"].tolist() == [31, 40]
    assert [(f.kind, f.examples) for f in built.findings] == [("differing_columns", (12,))]


def test_a_place_in_one_column_is_cut_into_its_parts(build):
    built = build(Question("place", "geopoint"), place=["14.5 -17 3 4", "15 -16", None])
    assert built.columns["place_latitude"].tolist()[:2] == [14.5, 15]
    assert built.columns["place_longitude"].tolist()[:2] == [-17, -16]
    assert built.columns["place_precision"].isna().tolist() == [False, True, True]


def test_a_number_that_is_none_keeps_the_column_text_and_is_reported(build):
    built = build(AGE, age=["31", "about forty"])
    assert built.columns["age"].tolist() == ["31", "about forty"]
    assert [(f.kind, f.n, f.examples) for f in built.findings] == [("wrong_kind", 1, (12,))]
