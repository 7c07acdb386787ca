"""Choose what to withhold, so that nothing withheld can be worked out."""

import numpy as np

from evalcap.errors.privacy import UnprotectedCountsError
from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.privacy.disclosure.case import Case
from evalcap.privacy.disclosure.questions import Questions
from evalcap.privacy.disclosure.search import Candidates, cheapest

# Ranges are in whole numbers and the search is not: it may have to ask for a little more.
_MORE = (0.0, 1.0, 2.0)


def choose_withheld(case: Case) -> BoolArray:
    """Find what to withhold: what has to be, and what would give it away.

    What a reader could work out best is protected by the cheapest further counts, again and
    again until nothing can be; in the end, each of these is printed after all if nothing needs
    it any more.

    Raises
    ------
    UnprotectedCountsError
        If a reader could work counts out whatever was withheld.
    """
    withheld = _protected(case, case.at_first)
    return _protected(case, _released(case, withheld))


def _protected(case: Case, withheld: BoolArray) -> BoolArray:
    """Withhold more until no reader can work anything out."""
    kinds = len(list(case.questions(withheld)))
    # What may have become exposed since each kind of reader was asked last.
    fresh = [np.ones(len(withheld), bool) for _ in range(kinds)]
    while any(mark.any() for mark in fresh):
        for kind, questions in enumerate(case.questions(withheld)):
            asked = questions.near(fresh[kind])
            short = asked.shortfall()
            if (short > 0).any():
                more = _covered(case, withheld, asked, short)
                fresh = [mark | (more & ~withheld) for mark in fresh]
                withheld = more
                break
            fresh[kind] = np.zeros(len(withheld), bool)
    return withheld


def _covered(case: Case, withheld: BoolArray, asked: Questions, short: FloatArray) -> BoolArray:
    """Protect what is most exposed in each part of the counts that hangs together."""
    more, touched = withheld.copy(), set[int]()
    for question in np.argsort(-short, kind="stable"):
        if short[question] <= 0:
            break
        parts = asked.parts(int(question))
        if not parts & touched:
            more |= _cover(case, withheld, asked, int(question))
            touched |= parts
    return more


def _cover(case: Case, withheld: BoolArray, asked: Questions, question: int) -> BoolArray:
    """Find the cheapest counts that leave one question open once they are withheld."""
    position = np.flatnonzero(case.may_be_withheld & ~withheld)
    low, high = case.reading.withheld[position].T
    weights = asked.weights[[question]].toarray()[0]
    about = np.flatnonzero(weights) % len(withheld)
    each = case.ledger.per_person
    unit = each[position] / each[about].max()
    candidates = Candidates(position, low, high, case.ledger.value[position], unit)
    for extra in _MORE:
        wanted = float(asked.width[question] + 1 + extra)
        chosen = cheapest(asked.system, weights, wanted, candidates)
        if chosen is not None and len(chosen):
            cover = np.zeros(len(withheld), bool)
            cover[position[chosen]] = True
            return cover
    raise UnprotectedCountsError([case.ledger.cells[int(i)].key for i in about])


def _released(case: Case, withheld: BoolArray) -> BoolArray:
    """Print again what need not be withheld, the most valuable first."""
    also = np.flatnonzero(withheld & ~case.at_first)
    for position in also[np.argsort(-case.ledger.value[also], kind="stable")]:
        less = withheld.copy()
        less[position] = False
        around = [questions.around(withheld & ~less) for questions in case.questions(withheld)]
        asked = zip(case.questions(less), around, strict=True)
        if all((questions.near(cells).shortfall() <= 0).all() for questions, cells in asked):
            withheld = less
    return withheld
