import base64
import datetime as dt
import hashlib
import hmac
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalcap.errors.personal_data import PseudonymCollisionError
from evalcap.privacy.pseudonyms.form import PATTERN
from evalcap.privacy.pseudonyms.key import Key
from evalcap.privacy.pseudonyms.naming import crosswalk, pseudonym, pseudonymised

DAY = dt.date(2026, 1, 1)
KEY, NEXT = Key(1, DAY, b"k" * 32), Key(2, DAY, b"n" * 32)


def named(*values, key=KEY, scope="course", **options):
    return pseudonymised(pd.Series(list(values), name="officer"), key, scope, **options)


def test_a_pseudonym_is_the_beginning_of_a_keyed_hash():
    message = b"\0\0\0\x06course" + b"awa diop"
    digest = hmac.new(KEY.secret, message, hashlib.sha256).digest()
    expected = "psn-" + base64.b32encode(digest[:10]).decode().lower()
    assert pseudonym("awa diop", KEY, "course") == expected
    assert re.fullmatch(PATTERN, expected)


def test_a_person_keeps_the_pseudonym_across_waves_files_and_ways_of_writing():
    first = named("Awa Diop", "Kofi Mensah")
    second = named("KOFI  MENSAH ", "awa diop", "\uff21wa Diop")
    assert second.tolist() == [first[1], first[0], first[0]]
    assert named(304821.0, np.nan)[0] == named("304821")[0] == named(304821)[0]


def test_missing_cells_stay_missing_and_rows_stay_in_place():
    column = pd.Series(["x", None, " "], index=[7, 8, 9], name="officer")
    made = pseudonymised(column, KEY, "course")
    assert made.isna().tolist() == [False, True, True]
    assert (made.index.tolist(), made.name) == ([7, 8, 9], "officer")


def test_another_key_and_another_scope_give_other_pseudonyms():
    all_ = {named("x")[0], named("x", key=NEXT)[0], named("x", scope="other")[0]}
    assert len(all_) == 3


def test_a_scope_cannot_be_moved_into_an_identifier():
    assert pseudonym("bc", KEY, "a") != pseudonym("c", KEY, "ab")


def test_doing_it_twice_changes_nothing():
    once = named("Awa Diop", None)
    pd.testing.assert_series_equal(pseudonymised(once, KEY, "course"), once)


def test_categories_are_replaced_too():
    column = pd.Series(["a", "b", "a"], dtype="category", name="officer")
    assert pseudonymised(column, KEY, "course").tolist() == named("a", "b", "a").tolist()


def test_differences_count_that_the_study_says_count():
    assert len({*named("A1", "a1")}) == 1
    assert len({*named("A1", "a1", alike=["space"])}) == 2


def test_two_persons_with_one_pseudonym_stop_everything(monkeypatch):
    monkeypatch.setattr("evalcap.privacy.pseudonyms.naming.pseudonym", lambda *_: "psn-" + "a" * 16)
    with pytest.raises(PseudonymCollisionError, match="1 pseudonym stands"):
        named("x", "y")


@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=30))
def test_persons_are_told_apart_exactly_as_their_written_identifiers_are(values):
    made = pseudonymised(pd.Series(values, dtype=object, name="p"), KEY, "s", alike=["space"])
    written = [" ".join(value.split()) for value in values]
    pairs = {(w, m) for w, m in zip(written, made, strict=True) if w}
    assert len(pairs) == len({w for w in written if w}) == len({m for _, m in pairs})


def test_a_crosswalk_leads_from_the_earlier_pseudonyms_to_the_present_ones():
    column = pd.Series(["Awa", "Kofi", "awa", None], name="officer")
    table = crosswalk(column, (KEY, NEXT), "course")
    assert dict(zip(table["before"], table["now"], strict=True)) == dict(
        zip(named("Awa", "Kofi"), named("Awa", "Kofi", key=NEXT), strict=True)
    )
    assert table["before"].is_monotonic_increasing
    assert crosswalk(pd.Series([], dtype="str"), (KEY, NEXT), "course").columns.tolist() == [
        "before",
        "now",
    ]


def test_pseudonyms_of_an_earlier_key_are_taken_further():
    table = crosswalk(pd.Series(["Awa", "Kofi"]), (KEY, NEXT), "course")
    earlier = dict(zip(table["before"], table["now"], strict=True))
    old = named("Awa", "Ama")
    mixed = pd.Series([*old, "awa"], name="officer")
    made = pseudonymised(mixed, NEXT, "course", earlier=earlier)
    assert made[0] == made[2] == named("Awa", key=NEXT)[0]
    assert made[1] == old[1]  # nobody knows any more who that was
