import pandas as pd
import pytest

from evalcap.validation import validate

SUITE = """
name: own
expectations:
  - id: own
    type: {type}
    kwargs: {{column_list: [post, {column}], ignore_row_if: any_value_is_missing}}
    severity: warning
    notes: It holds.
    why: It matters.
"""
FRAME = pd.DataFrame(
    {
        "post": ["A", "A", "A", "B", "B", None],
        "month": [1, 2, 4, 2, 3, 1],
        "region": ["N", "N", "S", None, "E", "X"],
    }
)


@pytest.mark.parametrize(
    ("kind", "column", "position"),
    [("expect_waves_without_gaps", "month", 2), ("expect_constant_within_unit", "region", 2)],
)
def test_our_own_rules_are_expectations_like_any_other(tmp_path, kind, column, position):
    (tmp_path / "own.yaml").write_text(SUITE.format(type=kind, column=column))
    finding = validate(FRAME, suite="own", expectations=tmp_path).findings[-1]
    assert (finding.status, finding.n_unexpected) == ("unmet", 1)
    assert finding.keys == ((position,),)
