"""What a study says of the columns that it reads."""

from types import SimpleNamespace

import pandas as pd
import pytest

from evalcap.study.codebook import codebook
from evalcap.study.estimators import _COLUMN_OPTIONS
from evalcap.study.plan import Plan

PLAN = {
    "title": "A",
    "commissioner": "none",
    "programme": "training",
    "sources": [{"name": "tests", "path": "tests.csv"}],
    "columns": {"pay": "q17"},
    "languages": ["fr", "en"],
    "design": {
        "unit": "officer",
        "time": "wave",
        "treated_from": "trained_from",
        "cluster": "post",
    },
    "outcomes": [
        {"name": "score", "label": "S", "unit": "points", "better": "higher", "primary": True}
    ],
    "analyses": [
        {
            "name": "main",
            "outcome": "score",
            "estimator": "group_time",
            "primary": True,
            "options": {"covariates": ["pay", "age"]},
            "where": {"sex": ["female"]},
        }
    ],
    "disaggregate": {"by": ["sex"]},
}
FRAME = pd.DataFrame(
    {
        "officer": ["secret name"],
        "wave": [1],
        "trained_from": [2.0],
        "post": ["secret place"],
        "score": [0.5],
        "pay": [100.5],
        "age": [30],
        "sex": ["female"],
        "unused": ["x"],
    }
)


@pytest.fixture
def found():
    """Describe the columns of the plan, by name."""
    plan = Plan.model_validate(PLAN)
    sources = {"tests": SimpleNamespace(column_labels={"q17": " Salaire mensuel "})}
    return {variable.name: variable for variable in codebook(plan, FRAME, sources)}


def test_every_column_that_the_plan_uses_is_described_in_its_order_and_no_other(found):
    assert list(found) == [
        *("officer", "wave", "trained_from", "post", "score", "pay", "age", "sex"),
    ]


def test_a_column_of_the_schema_has_its_label_in_three_languages_and_its_codes(found):
    sex = found["sex"]
    assert set(sex.label) == {"en", "fr", "es"}
    assert {"female", "male"} <= {code.name for code in sex.codes}
    assert sex.source


def test_any_other_column_has_the_label_of_the_file_in_the_study_s_language(found):
    assert found["pay"].label == {"fr": "Salaire mensuel"}
    assert (found["pay"].kind, found["pay"].source) == ("number", "")


def test_a_column_tells_each_of_its_uses_once(found):
    assert found["sex"].roles == ("sample", "group")
    assert found["pay"].roles == ("covariate",)


def test_no_value_of_the_data_is_told(found):
    told = " ".join(variable.model_dump_json() for variable in found.values())
    assert "secret" not in told


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (pd.Series([True, False]), "boolean"),
        (pd.Series([1, 2], dtype="Int64"), "integer"),
        (pd.Series([1.5]), "number"),
        (pd.to_datetime(pd.Series(["2020-01-01"])), "date"),
        (pd.Series(["a"], dtype="category"), "category"),
        (pd.Series(["a"]), "text"),
    ],
)
def test_a_column_without_a_schema_holds_what_its_type_says(values, kind):
    plan = Plan.model_validate(PLAN)
    frame = FRAME.assign(pay=values)
    assert next(v.kind for v in codebook(plan, frame, {}) if v.name == "pay") == kind


def test_every_option_that_names_columns_has_a_role():
    options = {option: ["age"] for option in _COLUMN_OPTIONS}
    plan = Plan.model_validate(PLAN)
    first = plan.analyses[0].model_copy(update={"options": options, "where": {}})
    plan = plan.model_copy(update={"analyses": (first,)})
    (age,) = [v for v in codebook(plan, FRAME, {}) if v.name == "age"]
    assert len(age.roles) == len(options) - 1, "covariates and regressors are one role"
