"""Standardising a standard dataset changes nothing, also once it was written and read again."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evalcap.programmes import NAMES, programme
from evalcap.sources import read_source
from evalcap.standardisation import standardise

# Not among them: codes that are all digits, which a text file gives back as numbers, and columns
# of nothing but NA, which it gives back as missing; docs/reading-data.md says how to tell it.
WORDS = ["A-1", "été", "b c", " spaced ", "", 'it\'s; "so", no', "007"]
CELLS = {
    "text": st.sampled_from(WORDS),
    "integer": st.integers(-10, 10**6),
    "number": st.floats(-1e6, 1e6, allow_subnormal=False).map(lambda x: round(x, 6)),
    "date": st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(pd.Timestamp),
    "datetime": st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001
        lambda moment: pd.Timestamp(moment.replace(microsecond=0), tz=UTC)
    ),
    "period": st.integers(1, 40),
    "boolean": st.one_of(st.booleans(), st.sampled_from([0, 1])),
}
SETTINGS = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _cells(column):
    if column.codes is not None:
        return st.sampled_from(column.allowed)
    return CELLS[column.type]


@st.composite
def frames(draw, name):
    """Draw some columns of a table of a programme, with gaps, and a row that is never empty."""
    table = draw(st.sampled_from(programme(name).tables))
    columns = [member for column in table.columns for member in column.members]
    chosen = draw(
        st.lists(st.sampled_from(columns), min_size=1, max_size=8, unique_by=lambda c: c.name)
    )
    n = draw(st.integers(1, 6))
    cells = {
        column.name: draw(st.lists(st.none() | _cells(column), min_size=n, max_size=n))
        for column in chosen
    }
    return pd.DataFrame({"own_code": [f"row {i}" for i in range(n)], **cells})


def _values(frame):
    return frame.astype(object).where(frame.notna(), None).to_numpy().tolist()


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@SETTINGS
def test_a_standard_frame_is_left_alone(name, data):
    once = standardise(data.draw(frames(name)), programme=name)
    twice = standardise(once.frame, programme=name)
    assert len(twice.log) == 0
    pd.testing.assert_frame_equal(twice.frame, once.frame)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", ["csv", "parquet"])
@given(data=st.data())
@SETTINGS
def test_a_standard_frame_is_the_same_once_it_was_written_and_read(suffix, name, data, tmp_path):
    once = standardise(data.draw(frames(name)), programme=name).frame
    file = tmp_path / f"standard.{suffix}"
    if suffix == "csv":
        once.to_csv(file, index=False)
    else:
        once.to_parquet(file)
    again = standardise(read_source(file), programme=name).frame
    assert list(again.columns) == list(once.columns)
    assert _values(again) == _values(once)
