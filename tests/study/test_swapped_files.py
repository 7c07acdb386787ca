import pandas as pd
import pytest

import evalcap as ec
from evalcap.study.swapped_files import swapped_files

DAYS = {"01": ["2024-01-03", "2024-01-30"], "02": ["2024-02-11"], "03": ["2024-03-05", None]}


@pytest.fixture
def found(tmp_path):
    """Write a file a month, each with the days of another, and look for those that are swapped."""

    def look(**held):
        for name, month in held.items():
            rows = "".join(f"P1,{day or ''}\n" for day in DAYS[month[1:]])
            (tmp_path / f"posts 2024-{name[1:]}.csv").write_text("post,day\n" + rows)
        source = ec.read_source(str(tmp_path / "*.csv"))
        frame = source.frame.assign(day=pd.to_datetime(source.frame["day"]))
        return list(swapped_files(source, frame))

    return look


def test_two_files_with_each_other_s_days_are_reported_by_name(found):
    (finding,) = found(m01="m02", m02="m01", m03="m03")
    assert finding.columns == ("day",)
    assert "posts 2024-01.csv and posts 2024-02.csv" in finding.what
    assert "2024-01-03" not in finding.what


@pytest.mark.parametrize(
    "held",
    [
        {"m01": "m01", "m02": "m02", "m03": "m03"},
        {"m02": "m01", "m03": "m02", "m04": "m03"},  # named by the month they were sent in
        {"m01": "m02"},
    ],
)
def test_files_in_their_place_or_a_month_late_are_not(found, held):
    assert found(**held) == []
