from evalcap.evidence.counted import counts_of, with_counts
from evalcap.evidence.model import ChangeRecord, CheckRecord, FindingRecord
from evalcap.evidence.results import SubgroupRecord, TrendRecord


def _whole(evidence):
    """Evidence with something of every kind that counts."""
    finding = {"severity": "info", "what": "x", "why": "y", "columns": ()}
    check = {"outcome": "score", "analysis": "main", "verdict": "passed", "sentence": "s"}
    group = {"outcome": "score", "analysis": "main", "by": "sex", "level": "f"}
    numbers = {"point": None, "conf_low": None, "conf_high": None}
    return evidence.model_copy(
        update={
            "trends": (
                TrendRecord(
                    outcome="score", arm="treated", time=1, label="1", mean=2.0, n_units=11
                ),
            ),
            "checks": (
                CheckRecord(
                    key="score/main/attrition",
                    name="attrition",
                    statistic=None,
                    p_value=None,
                    counts={"treated lost": 12},
                    **check,
                ),
            ),
            "findings": (
                FindingRecord(id="a", status="unmet", n_checked=13, n_unexpected=14, **finding),
                FindingRecord(id="b", status="met", n_checked=15, n_unexpected=None, **finding),
                FindingRecord(
                    id="c", status="not_applicable", n_checked=0, n_unexpected=None, **finding
                ),
            ),
            "changes": (ChangeRecord(rule="recode", column="sex", changed=16, detail="x"),),
            "disaggregations": (
                SubgroupRecord(key="score/main/sex=f", n_units=17, **group, **numbers),
            ),
        }
    )


def test_every_count_has_a_key_of_its_own(evidence):
    counts = counts_of(_whole(evidence))
    assert counts["design/n_rows"] == 200
    assert counts["sources/tests"] == 200
    assert counts["estimates/score/main/n_units"] == 100
    assert counts["estimates/score/main/excluded/rows without outcome"] == "<10"
    expected = {
        "trends/score/treated/1": 11,
        "checks/score/main/attrition/treated lost": 12,
        "findings/a/n_checked": 13,
        "findings/a/n_unexpected": 14,
        "findings/b/n_checked": 15,
        "changes/recode/sex/x": 16,
        "groups/score/main/sex=f": 17,
    }
    assert expected.items() <= counts.items()


def test_what_was_not_checked_or_has_no_rows_is_no_count(evidence):
    counts = counts_of(_whole(evidence))
    assert not [key for key in counts if key.startswith("findings/c")]
    assert "findings/b/n_unexpected" not in counts


def test_every_count_can_be_exchanged_and_nothing_else_changes(evidence):
    whole = _whole(evidence)
    counts = {key: f"<{i + 1}" for i, key in enumerate(counts_of(whole))}
    changed = with_counts(whole, counts)
    assert counts_of(changed) == counts
    assert with_counts(changed, counts_of(whole)) == whole


def test_counts_that_are_not_named_stay(evidence):
    changed = with_counts(evidence, {"design/n_units": "90-109"})
    assert changed.design.n_units == "90-109"
    assert changed.design.n_rows == 200
