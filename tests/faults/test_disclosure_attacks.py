"""Nobody recovers a withheld count from what is printed, in one report or in two."""

import sys
from functools import cache
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from disclosure_attack import Attacker, left_open

from evalcap.privacy.disclosure import Rules, protect_tables

PROTECTION = Rules().width
FEW = Rules().smallest
SHAPES = ((5,), (3, 3), (3, 4), (4, 3), (2, 2, 3))
BLOCKS, EACH = 10, 20


def random_table(rng, shapes):
    """Counts of people by one, two or three dimensions; in most tables some are few."""
    shape = shapes[rng.integers(len(shapes))]
    return rng.poisson(rng.gamma(1, 25, shape))


def a_cycle_later(table, rng):
    """Mostly the same people: newcomers, leavers, both, or another round of newcomers."""
    touched = rng.random(table.shape) < 0.4
    few, many = rng.poisson(3, table.shape), rng.poisson(20, table.shape)
    both = rng.integers(-3, 4, table.shape)
    change = (few, -few, both, many)[rng.integers(4)]
    return np.maximum(0, table + touched * change)


def people_of(table):
    columns = [f"d{i}" for i in range(table.ndim)]
    levels = np.array(list(np.ndindex(table.shape)))
    return pd.DataFrame(np.repeat(levels, table.ravel(), axis=0), columns=columns).astype(str)


def published(table, **facts):
    return protect_tables(people_of(table), [f"d{i}" for i in range(table.ndim)], **facts)


def printed_in(told, shape):
    """Each printed count: which of the smallest groups it is the sum of, and its label."""
    smallest = list(product(*(map(str, range(n)) for n in shape)))
    for row in told.to_frame().to_dict("records"):
        levels = [row[f"d{i}"] for i in range(len(shape))]
        member = [all(w in ("all", h) for w, h in zip(levels, g, strict=True)) for g in smallest]
        yield np.array(member, dtype=float), row["n"]


@cache
def both_cycles(seed, shapes=SHAPES):
    """The true tables and what two reports printed of them."""
    rng = np.random.default_rng(seed)
    first = random_table(rng, shapes)
    second = a_cycle_later(first, rng)
    before = published(first)
    now = published(second, earlier=before)
    return (first, second), [list(printed_in(p, first.shape)) for p in (before, now)]


def in_place(groups, cycle):
    """Write a sum of one report's groups as a sum of the groups of both."""
    nothing = np.zeros(len(groups))
    return np.concatenate([groups, nothing] if cycle == 0 else [nothing, groups])


def withheld(report, cycle):
    return [in_place(g, cycle) for g, label in report if isinstance(label, str)]


def attacker_with(reports):
    size = len(reports[0][0][0])
    attacker = Attacker(2 * size)
    for cycle, report in enumerate(reports):
        for groups, label in report:
            attacker.read(in_place(groups, cycle), label)
    return attacker


def attacker_of_one(report):
    attacker = Attacker(len(report[0][0]))
    for groups, label in report:
        attacker.read(groups, label)
    return attacker


def narrowest(attacker, wanted):
    found = attacker.ranges(wanted)
    assert found is not None, "what was printed contradicts itself"
    return min((high - low for low, high in found), default=np.inf)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_no_withheld_count_of_200_random_tables_is_recovered_in_two_cycles(block):
    n_withheld = 0
    for seed in range(EACH * block, EACH * (block + 1)):
        tables, reports = both_cycles(seed)
        wanted = [w for cycle, report in enumerate(reports) for w in withheld(report, cycle)]
        n_withheld += len(wanted)
        assert narrowest(attacker_with(reports), wanted) > PROTECTION, seed

        # Who takes all groups that both reports withhold to be the same people, if that can be.
        believer = attacker_with(reports)
        hidden = [
            {int(np.argmax(g)) for g, n in r if g.sum() == 1 and isinstance(n, str)}
            for r in reports
        ]
        for group in hidden[0] & hidden[1]:
            believer.believe_unchanged(group + len(tables[0].ravel()), group)
        if believer.ranges(wanted[:1]) is not None:
            old = withheld(reports[0], 0)
            assert narrowest(believer, old) > PROTECTION, seed
    assert n_withheld > EACH  # or nothing was attacked


@pytest.mark.parametrize("block", range(BLOCKS))
def test_no_change_of_few_people_between_two_reports_is_recovered(block):
    n_changes = 0
    for seed in range(EACH * block, EACH * (block + 1)):
        (first, second), reports = both_cycles(seed)
        changes = []
        for groups, _ in reports[1]:
            change = groups @ (second - first).ravel()
            if 0 < abs(change) < FEW:
                changes.append(np.concatenate([-groups, groups]))
        n_changes += len(changes)
        free = attacker_with(reports)
        if changes:
            # A change can be negative: let it be found from far below zero.
            assert narrowest(free, changes) > PROTECTION, seed
    assert n_changes > EACH


@pytest.mark.parametrize("seed", range(40))
def test_not_even_who_knows_which_groups_are_unchanged_recovers_a_count_of_one_or_two_ways(seed):
    # Of tables of three ways docs/disclosure.md says what such an attacker may find.
    (first, second), reports = both_cycles(seed, SHAPES[:-1])
    told = attacker_with(reports)
    for group in np.flatnonzero(first.ravel() == second.ravel()):
        told.believe_unchanged(int(group) + first.size, int(group))
    printed = [{tuple(g) for g, n in r if not isinstance(n, str)} for r in reports]
    new = [
        in_place(g, 1) for g, n in reports[1] if isinstance(n, str) and tuple(g) not in printed[0]
    ]
    assert narrowest(told, [*withheld(reports[0], 0), *new]) > PROTECTION


@pytest.mark.parametrize("seed", range(40, 60))
def test_whole_numbers_tell_no_more_than_fractions_of_people(seed):
    rng = np.random.default_rng(seed)
    table = rng.poisson(rng.gamma(1, 12, SHAPES[-1]))  # three ways: there a table can have gaps
    report = list(printed_in(published(table), table.shape))
    attacker = attacker_of_one(report)
    found = attacker.whole_ranges([g for g, label in report if isinstance(label, str)])
    assert min((high - low for low, high in found), default=np.inf) > PROTECTION


HARD = {
    "nobody in most groups": [[0, 0, 0, 31], [0, 4, 0, 0], [25, 0, 0, 40]],
    "a row of one person": [[0, 1, 0], [30, 41, 28], [17, 55, 60]],
    "a row that is few together": [[3, 2, 2], [30, 41, 28], [17, 55, 60]],
    "a row just above few": [[1, 9, 1], [30, 41, 28], [17, 55, 60]],
    "few on the diagonal": [[2, 50, 50], [50, 2, 50], [50, 50, 2]],
    "few everywhere but once": [[1, 2, 3], [4, 500, 6], [7, 8, 9]],
    "two levels only": [[3, 40], [50, 60]],
    "nobody at all in a column": [[12, 0, 15], [40, 0, 9]],
}


@pytest.mark.parametrize("table", HARD.values(), ids=HARD)
def test_tables_that_are_hard_to_protect_are_protected(table):
    table = np.array(table)
    report = list(printed_in(published(table), table.shape))
    wanted = [g for g, label in report if isinstance(label, str)]
    attacker = attacker_of_one(report)
    assert narrowest(attacker, wanted) > PROTECTION
    assert min(high - low for low, high in attacker.whole_ranges(wanted)) > PROTECTION
    for groups, label in report:
        assert left_open(label)[0] <= groups @ table.ravel() <= left_open(label)[1], label


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_is_withheld_of_a_table_without_small_counts(shape):
    table = np.random.default_rng(7).integers(FEW, 60, shape)
    assert published(table).protected.n_withheld == 0


def test_little_more_is_withheld_than_has_to_be():
    few, also = 0, 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        told = published(rng.poisson(rng.gamma(1, 25, (3, 4)))).protected
        few, also = few + len(told.few), also + len(told.also)
    # A few count has to be covered in its row and in its column: three further counts at the most
    # if it is alone, and fewer the more there are, since they cover each other.
    assert 0 < also < few


def test_the_attacker_recovers_what_is_withheld_alone():
    """The attack itself works: without complementary suppression it finds the count."""
    attacker = Attacker(3)
    everybody = np.ones(3)
    for groups, label in [(everybody, 65), (np.eye(3)[0], "<10"), (np.eye(3)[1], 40)]:
        attacker.read(groups, label)
    attacker.read(np.eye(3)[2], 22)
    assert attacker.ranges([np.eye(3)[0]]) == [(3, 3)]


@cache
def three_cycles(seed, shapes=SHAPES[:-1]):
    """The true tables of three cycles and what their reports printed."""
    rng = np.random.default_rng(1_000 + seed)
    tables = [random_table(rng, shapes)]
    tables += [a_cycle_later(tables[0], rng)]
    # The third is at times near the first again: people who left for a cycle.
    tables += [a_cycle_later(tables[rng.integers(2)], rng)]
    told = []
    for table in tables:
        told.append(published(table, earlier=tuple(told)))
    return tables, [list(printed_in(p, tables[0].shape)) for p in told]


def among(groups, cycle, n_cycles):
    """Write a sum of one report's groups as a sum of the groups of all."""
    whole = np.zeros((n_cycles, len(groups)))
    whole[cycle] = groups
    return whole.ravel()


def attacker_of_all(reports):
    attacker = Attacker(len(reports) * len(reports[0][0][0]))
    for cycle, report in enumerate(reports):
        for groups, label in report:
            attacker.read(among(groups, cycle, len(reports)), label)
    return attacker


def withheld_in(reports):
    n = len(reports)
    return [
        among(groups, cycle, n)
        for cycle, report in enumerate(reports)
        for groups, label in report
        if isinstance(label, str)
    ]


def changes_of_few(tables, reports):
    return [
        among(groups, new, 3) - among(groups, old, 3)
        for old, new in combinations(range(3), 2)
        for groups, _ in reports[new]
        if 0 < abs(groups @ (tables[new] - tables[old]).ravel()) < FEW
    ]


def never_told(reports):
    """What reports withhold and no report before them printed."""
    wanted, printed = [], set()
    for cycle, report in enumerate(reports):
        labels = {tuple(groups): label for groups, label in report}
        hidden = {g for g, label in labels.items() if isinstance(label, str)}
        wanted += [among(np.array(g), cycle, len(reports)) for g in hidden - printed]
        printed |= labels.keys() - hidden
    return wanted


def insider_of_all(tables, reports):
    """Who also knows which groups that two reports withhold are of the same people."""
    insider, size = attacker_of_all(reports), tables[0].size
    hidden = [
        {int(np.argmax(g)) for g, label in report if g.sum() == 1 and isinstance(label, str)}
        for report in reports
    ]
    for old, new in combinations(range(3), 2):
        same = set(np.flatnonzero(tables[old].ravel() == tables[new].ravel()).tolist())
        for group in hidden[old] & hidden[new] & same:
            insider.believe_unchanged(group + new * size, group + old * size)
    return insider


@pytest.mark.parametrize("block", range(BLOCKS // 2))
def test_no_withheld_count_and_no_few_people_are_recovered_from_three_cycles(block):
    n_withheld, n_changes = 0, 0
    for seed in range(EACH * block, EACH * (block + 1)):
        tables, reports = three_cycles(seed)
        free, insider = attacker_of_all(reports), insider_of_all(tables, reports)
        wanted, changes = withheld_in(reports), changes_of_few(tables, reports)
        n_withheld, n_changes = n_withheld + len(wanted), n_changes + len(changes)
        assert narrowest(free, wanted) > PROTECTION, seed
        assert narrowest(free, changes) > PROTECTION, seed
        assert narrowest(insider, never_told(reports)) > PROTECTION, seed
    assert min(n_withheld, n_changes) > EACH  # or nothing was attacked


def test_two_reports_back_is_looked_at_too():
    tables = [np.array([40, 60, 50]), np.array([70, 60, 50]), np.array([43, 60, 50])]
    first = published(tables[0])
    second = published(tables[1], earlier=first)
    blind = published(tables[2], earlier=second).protected
    assert blind.counts["n: d0=0"] == 43  # beside the 40 of the first: three are new
    guarded = published(tables[2], earlier=(first, second)).protected
    assert guarded.counts["n: d0=0"] == "31-49"
    assert guarded.counts["n: all"] == "141-159"
