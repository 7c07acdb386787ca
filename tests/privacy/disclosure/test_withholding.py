"""How much is withheld, and how much work it takes; what is withheld is held by test_protection."""

import numpy as np
import pytest

from evalcap.privacy.disclosure import Cell, Ledger, Relation, Rules
from evalcap.privacy.disclosure.case import Case
from evalcap.privacy.disclosure.withholding import choose_withheld
from evalcap.privacy.disclosure.work import MOST, Work

RULES = Rules()
SHARES = {"sex": [0.2, 0.8], "region": [0.5, 0.3, 0.17, 0.03], "age": [0.3, 0.3, 0.4]}


def _evaluation(n_outcomes, rng):
    """For each outcome the people used, those in groups of three columns, and the rest of each."""
    cells, sums = [Cell("everybody", 300)], []
    for outcome in range(n_outcomes):
        used = 300 - int(rng.integers(0, 30))
        cells += [Cell(f"{outcome}", used, value=60.0)]
        cells += [Cell(f"{outcome} not", 300 - used, is_printed=False)]
        sums += [Relation("everybody", (f"{outcome}", f"{outcome} not"))]
        for column, shares in SHARES.items():
            parts = rng.multinomial(used, shares)
            named = [Cell(f"{outcome} {column} {i}", int(n)) for i, n in enumerate(parts)]
            cells += named
            sums += [Relation(f"{outcome}", tuple(cell.key for cell in named))]
    return Ledger(cells, sums)


@pytest.fixture
def work(monkeypatch):
    """Whatever is solved in the test."""
    spent = Work()
    monkeypatch.setattr("evalcap.privacy.disclosure.case.Work", lambda: spent)
    return spent


def test_ten_outcomes_by_three_columns_take_little_of_the_work_allowed(work):
    ledger = _evaluation(10, np.random.default_rng(1))
    withheld = choose_withheld(Case(ledger, RULES, None))
    assert (withheld & ledger.is_printed).sum() > ledger.is_few(RULES).sum() > 0
    assert MOST - work.left < MOST / 20


def test_without_small_counts_nothing_is_withheld(work):
    cells = [Cell("total", 60), Cell("a", 25), Cell("b", 35)]
    ledger = Ledger(cells, [Relation("total", ("a", "b"))])
    assert not choose_withheld(Case(ledger, RULES, None)).any()
    assert work.left == MOST


def test_what_nothing_needs_any_more_is_printed_after_all():
    # The two small counts are few together, so a third hides what they are; no fourth is needed.
    cells = [Cell("all", 120), Cell("x", 3), Cell("y", 4), Cell("both", 113)]
    ledger = Ledger(cells, [Relation("all", ("x", "y", "both"))])
    withheld = choose_withheld(Case(ledger, RULES, None))
    assert withheld.sum() == 3  # the two and one more
