import pandas as pd
import pytest

from evalcap.dataset.standard import ChangeLog, StandardDataset, Structure
from evalcap.errors.validation import SuiteNotFoundError
from evalcap.validation import validate

COLUMNS = {"unit": "officer", "time": "wave", "outcome": "score"}


@pytest.fixture
def officers():
    return pd.DataFrame(
        {
            "officer": [f"O{n}" for n in range(20) for _ in range(2)],
            "wave": [1, 2] * 20,
            "score": [50.0, 70.0] * 20,
            "sex": ["female", "female", "male", "male"] * 10,
        },
        index=range(100, 140),
    )


def _findings(frame, **options):
    validation = validate(frame, suite="training", **{"columns": COLUMNS, **options})
    return {finding.id: finding for finding in validation.findings}


def test_sound_data_pass(officers):
    validation = validate(officers, suite="training", columns=COLUMNS)
    assert validation.passed
    assert {finding.status for finding in validation.findings} == {"met", "not_applicable"}


def test_findings_come_in_the_order_of_the_rules(officers):
    assert list(_findings(officers))[:4] == [
        "unit-recorded",
        "time-recorded",
        "outcome-recorded",
        "outcome-present",
    ]


def test_an_unmet_critical_rule_stops_and_names_its_records_privately(officers):
    officers.loc[101, "wave"] = None
    validation = validate(officers, suite="training", columns=COLUMNS, key=["officer"])
    assert not validation.passed
    (finding,) = validation.critical
    assert (finding.id, finding.n_checked, finding.n_unexpected) == ("time-recorded", 40, 1)
    assert finding.keys == (("O0",),)


def test_a_rule_about_a_column_that_the_data_lack_does_not_apply(officers):
    finding = _findings(officers)["age-plausible"]
    assert (finding.status, finding.n_checked) == ("not_applicable", 0)
    assert "no column age" in finding.what


def test_a_rule_about_a_role_that_is_not_filled_does_not_apply(officers):
    finding = _findings(officers, columns={"unit": "officer"})["outcome-recorded"]
    assert finding.status == "not_applicable"
    assert "names no outcome" in finding.what


def test_each_of_several_outcomes_is_checked(officers):
    officers["rank"] = None
    findings = _findings(officers, columns={**COLUMNS, "outcome": ["score", "rank"]})
    assert findings["outcome-present/score"].status == "met"
    assert findings["outcome-present/rank"].status == "unmet"


def test_the_structure_of_a_standard_dataset_fills_roles_and_key(officers):
    officers.loc[104, "sex"] = "F"
    data = StandardDataset(officers, ChangeLog(), "training", Structure("officer", "wave"))
    findings = {f.id: f for f in validate(data, suite="training").findings}
    assert findings["unit-recorded"].status == "met"
    assert findings["sex-code"].keys == (("O2", 1),)


def test_without_key_columns_a_record_is_its_position(officers):
    officers.loc[104, "sex"] = "F"
    assert _findings(officers)["sex-code"].keys == ((4,),)
    assert _findings(officers, key=["absent"])["sex-code"].keys == ((4,),)


def test_a_column_of_another_type_is_an_error_of_the_check_not_bad_data(officers):
    officers["score"] = "high"
    finding = _findings(officers)["score-in-range"]
    assert (finding.status, finding.n_unexpected, finding.keys) == ("error", None, ())
    assert "score holds str" in finding.what


def test_a_studys_own_rules_come_after_the_others(officers, tmp_path):
    (tmp_path / "own.yaml").write_text(
        "name: own\nexpectations:\n"
        "  - {id: two-waves, type: expect_column_values_to_be_in_set, severity: critical,\n"
        "     kwargs: {column: $time, value_set: [1, 2]}, notes: Two waves., why: By design.}\n"
    )
    findings = _findings(officers, also=[tmp_path / "own.yaml"])
    assert list(findings)[-1] == "two-waves"
    assert findings["two-waves"].status == "met"


def test_that_a_column_exists_can_itself_be_a_rule(officers, tmp_path):
    (tmp_path / "own.yaml").write_text(
        "name: own\nexpectations:\n"
        "  - {id: has-age, type: expect_column_to_exist, severity: critical,\n"
        "     kwargs: {column: age}, notes: There is an age., why: For results by age.}\n"
    )
    assert _findings(officers, also=[tmp_path / "own.yaml"])["has-age"].status == "unmet"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda frame: frame.iloc[:0],
        lambda frame: frame[["officer"]],
        lambda frame: pd.concat([frame, frame[["score"]]], axis=1),
        lambda frame: frame.assign(score=[object()] * len(frame)),
        lambda frame: frame.assign(sex=[["a", "list"]] * len(frame)),
        lambda _: pd.DataFrame(),
    ],
)
def test_no_data_are_so_bad_that_an_exception_comes_out(officers, spoil):
    assert len(_findings(spoil(officers))) == len(_findings(officers))


def test_the_data_are_not_changed(officers):
    before = officers.copy(deep=True)
    _findings(officers)
    pd.testing.assert_frame_equal(officers, before)


def test_an_unknown_suite_is_refused(officers):
    with pytest.raises(SuiteNotFoundError):
        validate(officers, suite="trainings")


@pytest.mark.parametrize(
    ("before", "status"), [(None, "not_applicable"), (40, "met"), (100, "unmet")]
)
def test_volumes_are_compared_with_the_cycle_before(officers, before, status):
    found = validate(officers, suite="training", rows_before=before)
    (volume,) = (finding for finding in found.findings if finding.id == "volume-as-before")
    assert len(officers) == 40
    assert volume.status == status


def test_a_rule_content_with_one_of_several_columns_applies_where_only_one_is_there(officers):
    officers["age"] = [30.0] * 36 + [None] * 4
    finding = _findings(officers)["age-recorded"]
    assert (finding.status, finding.columns, finding.n_unexpected) == ("unmet", ("age",), 4)
    assert _findings(officers.assign(age_group="25-34"))["age-recorded"].status == "met"


def test_a_rule_about_persons_does_not_apply_to_other_units(officers):
    del officers["sex"]
    assert _findings(officers)["sex-asked"].status == "unmet"
    finding = _findings(officers, unit_is="organisation")["sex-asked"]
    assert finding.status == "not_applicable"
    assert "units are no persons" in finding.what


def test_records_that_a_rule_tolerates_are_listed_too(officers):
    officers.loc[107, "sex"] = None
    finding = _findings(officers, key=["officer", "wave"])["sex-recorded"]
    assert (finding.status, finding.keys, finding.rows) == ("met", (("O3", 2),), (7,))


def test_a_rule_that_would_compare_a_column_with_itself_does_not_apply(officers):
    finding = _findings(officers, columns={**COLUMNS, "cluster": "officer"})["cluster-constant"]
    assert finding.status == "not_applicable"
    assert "compares officer with itself" in finding.what
