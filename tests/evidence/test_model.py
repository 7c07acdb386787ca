import pytest
from pydantic import ValidationError

from evalcap.evidence.model import Outcome, Record
from evalcap.evidence.results import EstimateRecord


def test_records_do_not_change(record):
    with pytest.raises(ValidationError, match="frozen"):
        record().point = 3.0


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("field", ["point", "std_error", "p_value", "degrees_of_freedom"])
def test_a_number_in_a_record_is_finite(record, field, value):
    with pytest.raises(ValidationError, match="finite"):
        record(**{field: value})


@pytest.mark.parametrize("count", [0, 12, "<10", "<5"])
def test_a_count_is_a_number_or_says_below_what_it_is(record, count):
    assert record(n_units=count).n_units == count


@pytest.mark.parametrize("count", [-1, "few", "< 10", ">10", 2.5, None])
def test_a_count_is_nothing_else(record, count):
    with pytest.raises(ValidationError, match="n_units"):
        record(n_units=count)


def test_no_record_takes_a_field_that_the_schema_does_not_know():
    with pytest.raises(ValidationError, match="Extra inputs"):
        Outcome(name="x", label="X", unit="points", better="higher", respondent="Amina")


def test_every_part_of_the_evidence_is_as_strict_as_the_others():
    parts = Record.__subclasses__()
    assert EstimateRecord in parts
    for part in parts:
        assert part.model_config["extra"] == "forbid"
        assert part.model_config["frozen"]
        assert not part.model_config["allow_inf_nan"]
