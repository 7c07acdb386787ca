"""Two reports in a row: what may not be told of the few who are new or gone."""

import numpy as np
import pytest

from evalcap.privacy.disclosure import Cell, Ledger, Relation, Report, Rules, protect
from evalcap.privacy.disclosure.earlier import Earlier

RULES = Rules()


def _ledger(*parts):
    cells = [Cell("total", sum(parts)), *(Cell(f"part {i + 1}", n) for i, n in enumerate(parts))]
    return Ledger(cells, [Relation("total", tuple(c.key for c in cells[1:]))])


def _earlier(before, *parts, **labels):
    counts = {"total": sum(before), **{f"part {i + 1}": n for i, n in enumerate(before)}}
    given = {key.replace("_", " "): label for key, label in labels.items()}
    return Earlier(_ledger(*parts), Report(counts | given), RULES)


def _marked(found, mask):
    keys = [cell.key for cell in found.ledger.cells]
    return {key for key, is_marked in zip(keys, mask, strict=True) if is_marked}


def test_one_new_person_hides_the_total_and_every_part_he_or_she_could_be_in():
    found = _earlier((30, 40, 50), 30, 41, 50)
    assert _marked(found, found.is_changed_by_few) == {"total", "part 1", "part 2", "part 3"}


def test_one_leaver_does_as_well():
    found = _earlier((30, 40, 50), 30, 39, 50)
    assert "part 2" in _marked(found, found.is_changed_by_few)


def test_many_new_people_may_be_told_and_so_may_parts_without_any():
    found = _earlier((30, 40, 50), 30, 55, 50)
    assert not found.is_changed_by_few.any()
    assert _marked(found, found.is_unmoved) == {"part 1", "part 3"}


def test_a_part_that_changed_by_few_is_hidden_though_the_total_changed_by_many():
    found = _earlier((30, 40, 50), 33, 55, 50)
    assert _marked(found, found.is_changed_by_few) == {"part 1"}


def test_a_withheld_change_is_written_as_the_earlier_number_give_or_take_a_few():
    before = Report({"total": 120, "part 1": 30, "part 2": 40, "part 3": 50})
    found = protect(_ledger(30, 41, 50), RULES, earlier=[before])
    assert found.counts == {
        "total": "111-129",
        "part 1": "21-39",
        "part 2": "31-49",
        "part 3": "41-59",
    }
    assert found.changed == {"total", "part 1", "part 2", "part 3"}


def test_a_count_that_fell_below_the_threshold_by_few_does_not_say_so():
    before = Report({"total": 92, "part 1": 12, "part 2": 40, "part 3": 40})
    found = protect(_ledger(9, 40, 40), RULES, earlier=[before])
    assert found.counts["part 1"] == "3-21"


def test_numbers_before_rounding_are_not_compared():
    counts = {"total": 120, "part 1": 30, "part 2": 40, "part 3": 50}
    found = Earlier(_ledger(30, 41, 50), Report(counts, rounding=5), Rules(rounding=5))
    # 30 stood for 28 to 32, and 41 is among what 40 stood for.
    assert not found.is_changed_by_few.any()


@pytest.mark.parametrize(
    ("now", "still"),
    [(0, True), (18, True), (19, False)],
)
def test_what_read_few_is_printed_again_only_when_few_cannot_lie_between(now, still):
    found = Earlier(Ledger([Cell("a", now)], []), Report({"a": "<10"}), RULES)
    assert found.is_still_withheld.tolist() == [still]


def test_what_hid_something_stays_withheld_as_long_as_that_does():
    labels = {"part_1": "<10", "part_3": "16-25"}
    # Part 3 has grown far beyond its range, and part 1 has not moved.
    found = _earlier((3, 40, 22), 3, 40, 300, **labels)
    assert _marked(found, found.is_still_withheld) == {"part 1", "part 3"}
    # Once both have moved, both may be printed.
    moved = _earlier((3, 40, 22), 90, 40, 300, **labels)
    assert not moved.is_still_withheld.any()


def test_a_group_that_is_new_was_of_nobody():
    report = Report({"total": 70, "part 1": 30, "part 2": 40})
    found = Earlier(_ledger(30, 40, 50), report, RULES)
    ends = found.system.ranges(np.eye(4))
    assert ends[3].tolist() == [0, 0]


def test_sums_that_hold_only_now_are_not_read_into_the_earlier_report():
    cells = [Cell("rows", 60, per_person=2), Cell("people", 30)]
    ledger = Ledger(cells, [Relation("rows", ("people", "people"), is_lasting=False)])
    found = Earlier(ledger, Report({"rows": 50, "people": 24}), RULES)
    assert found.system.relations.shape[0] == 0


def test_a_change_that_known_counts_give_away_is_not_hidden_in_vain():
    before = Report({"total": 120, "part 1": 30, "part 2": 90})
    cells = [
        Cell("total", 121, is_known=True),
        Cell("part 1", 30, is_known=True),
        Cell("part 2", 91),
    ]
    ledger = Ledger(cells, [Relation("total", ("part 1", "part 2"))])
    assert protect(ledger, RULES, earlier=[before]).counts == {
        "total": 121,
        "part 1": 30,
        "part 2": 91,
    }


def test_a_total_is_withheld_when_few_people_changed_whatever_they_added():
    def ledger(n, pay):
        cells = [Cell("n", n), Cell("pay", pay, sum_over="n")]
        return Ledger(cells, [])

    before = protect(ledger(40, 9000), RULES)
    found = protect(ledger(41, 9900), RULES, earlier=[Report(before.counts)])
    assert found.counts == {"n": "31-49", "pay": ">=0"}
