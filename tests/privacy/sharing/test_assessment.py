import math
from collections import Counter
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalcap import assess_sharing
from evalcap.errors.dataset import ColumnNotFoundError
from evalcap.errors.personal_data import NothingToAssessError

# By hand: f/20 three persons, f/30 two, m/20 one; the two of f/30 share their status.
PERSONS = pd.DataFrame(
    {
        "sex": ["f", "f", "f", "f", "f", "m"],
        "age": [20, 20, 20, 30, 30, 20],
        "status": ["a", "b", "b", "c", "c", "a"],
    }
)
QUASI = ["sex", "age"]


def test_a_table_assessed_by_hand():
    risk = assess_sharing(PERSONS, quasi_identifiers=QUASI, sensitive=["status"], k=3, min_cell=1)
    assert (risk.k, risk.k_asked, risk.is_k_anonymous) == (1, 3, False)
    assert (risk.n_persons, risk.n_under) == (6, 3)
    assert risk.under.tolist() == [False, False, False, True, True, True]
    assert risk.l == 1
    # The one man alone is singled out by sex, those of 30 by their age.
    assert risk.combinations == (("sex",), ("age",))
    assert risk.diversity["status"].entropy == pytest.approx(1)


def test_counts_of_few_persons_are_withheld():
    risk = assess_sharing(PERSONS, quasi_identifiers=QUASI, k=3)
    assert (risk.n_persons, risk.n_under) == ("<10", "<10")
    assert "Persons under it: <10." in str(risk)


def test_sets_that_need_several_columns_are_named_together():
    crossed = pd.DataFrame({"a": [0, 0, 0, 1, 1, 1], "b": [0, 0, 1, 1, 1, 0]})
    risk = assess_sharing(crossed, quasi_identifiers=["a", "b"], k=3)
    assert risk.combinations == (("a", "b"),)
    assert "Singled out by: a with b." in str(risk)


def test_waves_of_a_person_are_one_person():
    waves = pd.concat([PERSONS, PERSONS]).assign(person=[*range(6), *range(6)])
    risk = assess_sharing(waves, quasi_identifiers=QUASI, person="person", k=2, min_cell=1)
    assert (risk.k, risk.n_persons, risk.n_under) == (1, 6, 1)
    assert assess_sharing(waves, quasi_identifiers=QUASI, k=2).k == 2


def test_records_in_which_nobody_stands_out_need_no_advice():
    risk = assess_sharing(PERSONS.iloc[:3], quasi_identifiers=QUASI, k=3, min_cell=1)
    assert (risk.is_k_anonymous, risk.n_under) == (True, 0)
    assert (risk.combinations, risk.suggestions) == ((), ())
    assert str(risk) == ("Each combination of sex, age is shared by 3 or more of 3 persons.")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"quasi_identifiers": []}, "no quasi-identifier"),
        ({"quasi_identifiers": QUASI, "k": 1}, "k is 1"),
        ({"quasi_identifiers": QUASI, "sensitive": ["sex"]}, "sex is named"),
    ],
)
def test_what_cannot_be_assessed_is_refused(options, said):
    with pytest.raises(NothingToAssessError, match=said):
        assess_sharing(PERSONS, **options)


def test_missing_columns_and_missing_records_are_refused():
    with pytest.raises(ColumnNotFoundError, match="'nationality', 'id'"):
        assess_sharing(PERSONS, quasi_identifiers=["sex", "nationality"], person="id")
    with pytest.raises(NothingToAssessError, match="no records"):
        assess_sharing(PERSONS.iloc[:0], quasi_identifiers=QUASI)


RECORD = st.tuples(
    st.sampled_from("fm"), st.sampled_from([None, 1, 2]), st.integers(0, 2), st.integers(0, 5)
)


@given(st.lists(RECORD, min_size=1, max_size=25), st.integers(2, 4))
def test_it_agrees_with_counting_one_by_one(records, k):
    frame = pd.DataFrame(records, columns=["sex", "age", "status", "person"])
    risk = assess_sharing(
        frame, quasi_identifiers=QUASI, sensitive=["status"], person="person", k=k, min_cell=1
    )
    groups = {}
    for sex, age, status, person in records:
        groups.setdefault((sex, age), set()).add((person, status))
    sizes = {group: len({p for p, _ in held}) for group, held in groups.items()}
    assert risk.k == min(sizes.values())
    under = {p for g, held in groups.items() if sizes[g] < k for p, _ in held}
    assert risk.n_under == len(under)
    counts = [Counter(s for _, s in held) for held in groups.values()]
    assert risk.l == min(map(len, counts))
    entropies = [-sum(n / c.total() * math.log(n / c.total()) for n in c.values()) for c in counts]
    assert risk.diversity["status"].entropy == pytest.approx(math.exp(min(entropies)))


@given(st.lists(RECORD, min_size=1, max_size=25), st.integers(2, 4))
def test_the_smallest_sets_are_those_of_which_no_part_singles_anybody_out(records, k):
    columns = ["sex", "age", "status"]
    frame = pd.DataFrame(records, columns=[*columns, "person"])
    risk = assess_sharing(frame, quasi_identifiers=columns, k=k)

    def unsafe(chosen):
        seen = Counter(tuple(r[columns.index(c)] for c in chosen) for r in records)
        return min(seen.values()) < k

    every = [c for size in (1, 2, 3) for c in combinations(columns, size) if unsafe(c)]
    smallest = [c for c in every if not any(set(other) < set(c) for other in every)]
    assert list(risk.combinations) == smallest
