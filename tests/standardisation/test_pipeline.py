from datetime import date

import pandas as pd
import pytest

from evalcap.errors.standardisation import MappingError, StructureError, UnknownProgrammeError
from evalcap.sources import read_source
from evalcap.standardisation import Reshape, Structure, Waves, standardise

STRUCTURE = Structure(unit="post", time="month", treated_from="start")


@pytest.fixture
def raw():
    return pd.DataFrame(
        {
            "Post name": [" A", "A", "B", "B"],
            "Month": [1, 2, 1, 2],
            "Start": [2, 2, None, None],
            "Median minutes": [1.5, 2.0, None, 3.0],
            "Sex": ["F", "F", "M", "m"],
            "remark": [" kept ", "x", "y", "z"],
        }
    )


def _standardise(raw, **options):
    return standardise(
        raw,
        programme="document_verification",
        mapping={
            "post": "Post name",
            "month": "Month",
            "start": "Start",
            "processing_time": "Median minutes",
            "sex": "Sex",
        },
        recode={"sex": {"F": "female", "M": "male", "X": "other"}},
        units={"processing_time": "minutes -> seconds"},
        structure=STRUCTURE,
        **options,
    )


def test_a_raw_frame_comes_out_under_canonical_names_values_and_units(raw):
    frame = _standardise(raw).frame
    assert frame["post"].tolist() == ["A", "A", "B", "B"]
    assert frame["processing_time"].tolist()[:2] == [90.0, 120.0]
    assert frame["sex"].tolist() == ["female", "female", "male", "m"]


def test_every_change_is_counted_by_rule_and_column(raw):
    log = _standardise(raw).log.to_frame()
    assert log.columns.tolist() == ["rule", "column", "n_cells", "detail"]
    counted = log[log["rule"] != "rename"][["rule", "column", "n_cells"]].to_numpy().tolist()
    assert counted == [
        ["trim", "post", 1],
        ["unit", "processing_time", 3],
        ["recode", "sex", 2],
        ["recode", "sex", 1],
        ["recode", "sex", 0],
    ]
    assert (log["rule"] == "rename").sum() == 5


def test_a_recode_that_met_nothing_is_in_the_log(raw):
    assert "no cell holds 'X'" in _standardise(raw).log.to_frame()["detail"].tolist()


def test_rows_are_never_dropped_and_other_columns_are_as_they_were(raw):
    frame = _standardise(raw).frame
    assert len(frame) == len(raw)
    assert frame["remark"].tolist() == raw["remark"].tolist()


def test_the_raw_frame_is_not_changed(raw):
    before = raw.copy(deep=True)
    _standardise(raw)
    pd.testing.assert_frame_equal(raw, before)


def test_standardising_again_changes_nothing(raw):
    once = _standardise(raw)
    again = standardise(once.frame, programme=once.programme, structure=STRUCTURE)
    pd.testing.assert_frame_equal(again.frame, once.frame)
    assert len(again.log) == 0


def test_a_source_is_taken_as_it_was_read(tmp_path):
    (tmp_path / "a.csv").write_text("age\n31\n")
    data = standardise(read_source(tmp_path / "a.csv"), programme="training")
    assert data.frame["age"].tolist() == [31]
    assert data.programme == "training"
    assert data.structure is None


def test_an_unknown_programme_is_refused():
    with pytest.raises(UnknownProgrammeError):
        standardise(pd.DataFrame({"age": [1]}), programme="traning")


def test_everything_wrong_with_the_request_is_said_at_once(raw):
    with pytest.raises(MappingError) as caught:
        standardise(
            raw,
            programme="document_verification",
            mapping={"sex": "Sexe", "month": "month"},
            recode={"rank": {"a": "b"}},
            units={"Median minutes": "minuts -> seconds"},
        )
    message = str(caught.value)
    assert len(caught.value.problems) == 4
    for part in ("'Sex'", "'Month'", "rank", "minuts -> seconds", "The data have 6 columns"):
        assert part in message


def test_everything_wrong_with_the_data_is_said_at_once(raw):
    raw["Start"] = [2, 3, None, None]
    raw["Month"] = [1, 1, 1, None]
    raw["Median minutes"] = ["1.5", "long", None, "3"]
    with pytest.raises(StructureError) as caught:
        _standardise(raw)
    assert [problem.columns for problem in caught.value.problems] == [
        ("processing_time",),
        ("month",),
        ("post", "month"),
        ("start",),
    ]
    assert [problem.n for problem in caught.value.problems] == [1, 1, 2, 1]


def test_a_person_is_never_named_in_a_message():
    raw = pd.DataFrame({"case": ["Amina Diallo"] * 2, "wave": [1, 1], "age": ["thirty", "30"]})
    with pytest.raises(StructureError) as caught:
        standardise(
            raw,
            programme="reintegration",
            mapping={"returnee": "case"},
            structure=Structure(unit="returnee", time="wave"),
        )
    message = str(caught.value)
    assert "Amina" not in message
    assert "thirty" not in message
    assert "row 1" in message


def test_wide_tests_become_waves_and_doing_it_again_changes_nothing():
    wide = pd.DataFrame({"Code": ["a", "b"], "T1": [40, 55], "T2": [60, 70]})
    data = standardise(
        wide,
        programme="training",
        wide=Reshape("timepoint", {"score": {"pre": "T1", "post": "T2"}}),
        mapping={"officer": "Code"},
        structure=Structure(unit="officer", time="timepoint"),
    )
    assert data.frame["score"].to_list() == [40, 60, 55, 70]
    again = standardise(data.frame, programme="training")
    pd.testing.assert_frame_equal(again.frame, data.frame)
    assert len(again.log) == 0


def test_waves_are_numbered_by_dates_in_their_declared_format():
    raw = pd.DataFrame({"returnee": ["a", "a"], "day": ["05/03/2023", "20/09/2023"]})
    data = standardise(
        raw,
        programme="reintegration",
        mapping={"interview_date": "day"},
        units={"interview_date": "DD/MM/YYYY -> date"},
        waves=Waves(
            "interview_date",
            {1: (date(2023, 3, 1), date(2023, 5, 1)), 2: (date(2023, 9, 1), date(2023, 10, 1))},
        ),
        structure=Structure(unit="returnee", time="wave"),
    )
    assert data.frame["wave"].to_list() == [1, 2]


def test_a_date_outside_every_wave_is_one_problem_and_not_two():
    raw = pd.DataFrame({"returnee": ["a"], "interview_date": pd.to_datetime(["2022-01-01"])})
    waves = Waves("interview_date", {1: (date(2023, 3, 1), date(2023, 5, 1))})
    with pytest.raises(StructureError) as error:
        standardise(
            raw,
            programme="reintegration",
            waves=waves,
            structure=Structure(unit="returnee", time="wave"),
        )
    assert [problem.wrong for problem in error.value.problems] == ["lies in no wave"]


def test_a_date_outside_every_wave_hides_nothing_else():
    days = pd.to_datetime(["2022-01-01", "2023-04-01", "2023-04-02", None])
    raw = pd.DataFrame({"returnee": ["a", "b", "b", "c"], "interview_date": days})
    waves = Waves("interview_date", {1: (date(2023, 3, 1), date(2023, 5, 1))})
    with pytest.raises(StructureError) as error:
        standardise(
            raw,
            programme="reintegration",
            waves=waves,
            structure=Structure(unit="returnee", time="wave"),
        )
    # By hand: one day in no wave, two rows without a wave, two rows of one person in one.
    assert [(problem.wrong, problem.n) for problem in error.value.problems] == [
        ("lies in no wave", 1),
        ("is missing", 2),
        ("the same unit and time stand more than once", 2),
    ]
