import numpy as np
import pytest

from evalcap.errors.privacy import UnprotectedCountsError
from evalcap.privacy.disclosure import Cell, Ledger, Relation, Report, Rules, protect
from evalcap.privacy.disclosure.work import Work

RULES = Rules()


def test_a_count_that_nothing_gives_away_is_withheld_alone():
    found = protect(Ledger([Cell("few", 3), Cell("many", 30)], []), RULES)
    assert found.counts == {"few": "<10", "many": 30}
    assert (found.few, found.also) == ({"few"}, frozenset())


def test_the_smallest_of_the_others_is_withheld_beside_a_small_part(one_way):
    found = protect(one_way(3, 40, 22, value=1.0), RULES)
    assert found.counts["part 1"] == "<10"
    assert len(found.also) == 1
    # Total 65: whichever other part is withheld, the two together are known.
    assert set(found.also) <= {"part 2", "part 3"}
    label = {"part 2": "34-43", "part 3": "16-25"}
    (other,) = found.also
    assert found.counts[other] == label[other]


def test_what_costs_least_is_withheld():
    cells = [
        Cell("total", 65, value=1.0),
        Cell("small", 3),
        Cell("dear", 40, value=9.0),
        Cell("cheap", 22, value=2.0),
    ]
    sums = [Relation("total", ("small", "dear", "cheap"))]
    assert protect(Ledger(cells, sums), RULES).also == {"total"}
    dear_total = [Cell("total", 65, value=5.0), *cells[1:]]
    assert protect(Ledger(dear_total, sums), RULES).also == {"cheap"}


def test_two_small_parts_that_are_enough_together_need_no_third(one_way):
    found = protect(one_way(5, 6, 30), RULES)  # 11 together: each is 2 to 9
    assert found.counts == {"total": 41, "part 1": "<10", "part 2": "<10", "part 3": 30}


def test_two_small_parts_that_pin_each_other_down_need_a_third(one_way):
    found = protect(one_way(7, 8, 30), RULES)  # 15 together: each would be 6 to 9
    assert len(found.also) == 1


def test_two_small_parts_that_are_few_together_need_one(one_way):
    found = protect(one_way(3, 4, 30, 20), RULES)
    assert len(found.also) == 1


def test_a_small_part_of_a_known_total_is_hidden_behind_another_part():
    cells = [Cell("total", 33, is_known=True), Cell("a", 3), Cell("b", 30, value=100.0)]
    found = protect(Ledger(cells, [Relation("total", ("a", "b"))]), RULES)
    assert found.counts == {"total": 33, "a": "<10", "b": "24-33"}


def test_what_cannot_be_hidden_is_refused():
    cells = [Cell("total", 33, is_known=True), Cell("a", 3), Cell("b", 30, is_known=True)]
    with pytest.raises(UnprotectedCountsError, match="work out 1 count of few people") as caught:
        protect(Ledger(cells, [Relation("total", ("a", "b"))]), RULES)
    assert caught.value.keys == ("a",)


def test_a_rest_that_is_not_printed_may_not_be_worked_out_either():
    cells = [Cell("rows", 100), Cell("used", 97), Cell("left out", 3, is_printed=False)]
    found = protect(Ledger(cells, [Relation("rows", ("used", "left out"))]), RULES)
    assert len(found.also) == 1
    assert "left out" not in found.counts


def test_a_rest_of_nobody_tells_nothing():
    cells = [Cell("rows", 100), Cell("used", 100), Cell("left out", 0, is_printed=False)]
    found = protect(Ledger(cells, [Relation("rows", ("used", "left out"))]), RULES)
    assert found.counts == {"rows": 100, "used": 100}


def test_rounding_may_hide_a_rest_by_itself():
    cells = [Cell("rows", 100), Cell("used", 97), Cell("left out", 3, is_printed=False)]
    ledger = Ledger(cells, [Relation("rows", ("used", "left out"))])
    found = protect(ledger, Rules(rounding=5))
    # 98 to 102 rows, of which 93 to 97 (printed as 95) were used: 1 to 9 left out.
    assert found.counts == {"rows": 100, "used": 95}


def test_a_threshold_of_one_prints_everything(one_way):
    found = protect(one_way(0, 1, 2), Rules(min_cell=1))
    assert found.counts == {"total": 3, "part 1": 0, "part 2": 1, "part 3": 2}


def test_the_same_counts_are_always_withheld_alike():
    rng = np.random.default_rng(5)
    parts = rng.integers(1, 40, 12).tolist()
    cells = [Cell("total", sum(parts)), *(Cell(str(i), n) for i, n in enumerate(parts))]
    ledger = Ledger(cells, [Relation("total", tuple(c.key for c in cells[1:]))])
    assert protect(ledger, RULES) == protect(ledger, RULES)


def test_what_another_version_withheld_is_withheld_again():
    cells = [
        Cell("total", 65, value=1.0),
        Cell("small", 3),
        Cell("dear", 40, value=9.0, is_withheld=True),
        Cell("cheap", 22, value=2.0),
    ]
    ledger = Ledger(cells, [Relation("total", ("small", "dear", "cheap"))])
    assert protect(ledger, RULES).also == {"dear"}


def test_a_total_of_few_people_is_withheld_with_another():
    cells = [
        *(Cell(f"n{i}", n) for i, n in enumerate((9, 50, 40))),
        Cell("n", 99),
        *(Cell(f"pay{i}", n, sum_over=f"n{i}") for i, n in enumerate((700, 5000, 4000))),
        Cell("pay", 9700, sum_over="n"),
    ]
    sums = [
        Relation("n", ("n0", "n1", "n2")),
        Relation("pay", ("pay0", "pay1", "pay2")),
    ]
    found = protect(Ledger(cells, sums), RULES)
    assert {"n0", "pay0"} <= found.few
    assert any(key.startswith("pay") for key in found.also)
    assert isinstance(found.counts["pay0"], str)


def test_an_earlier_report_of_the_same_counts_changes_nothing(one_way):
    ledger = one_way(3, 40, 22)
    before = protect(ledger, RULES)
    again = protect(ledger, RULES, earlier=[Report(before.counts)])
    assert again.counts == before.counts


def test_where_protecting_single_counts_would_take_too_long_nothing_is_told(one_way, monkeypatch):
    monkeypatch.setattr("evalcap.privacy.disclosure.case.Work", lambda: Work(left=0))
    found = protect(one_way(3, 40, 22), RULES)
    assert found.gave_up
    assert set(found.counts.values()) == {">=0"}
    assert (found.few, found.n_withheld) == ({"part 1"}, 4)


def test_a_report_that_told_nothing_is_no_earlier_one(one_way):
    silent = Report(dict.fromkeys(["total", "part 1", "part 2"], ">=0"))
    ledger = one_way(40, 25)
    assert protect(ledger, RULES, earlier=[silent]).counts == protect(ledger, RULES).counts
