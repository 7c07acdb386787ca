from hashlib import sha256
from itertools import permutations

import pytest

from evalcap.sources.fingerprint import combined, fingerprint
from evalcap.sources.source import FileRecord

A, B, C = (FileRecord(f"{name}.csv", sha256(name.encode()).hexdigest()) for name in "abc")


def test_a_file_s_fingerprint_is_that_of_its_bytes(write):
    raw = b"x" * 3_000_000
    assert fingerprint(write("a.csv", raw)) == sha256(raw).hexdigest()


def test_one_file_alone_keeps_its_own():
    assert combined([A], named=False) == A.sha256


@pytest.mark.parametrize("named", [True, False])
def test_the_order_of_files_does_not_matter(named):
    assert len({combined(order, named=named) for order in permutations([A, B, C])}) == 1


def test_each_file_matters():
    sets = [[A, B], [A, C], [A, B, C], [A]]
    assert len({combined(records, named=False) for records in sets}) == len(sets)


def test_names_matter_where_they_are_part_of_the_data_and_nowhere_else():
    renamed = FileRecord("z.csv", A.sha256)
    assert combined([A, B], named=False) == combined([renamed, B], named=False)
    assert combined([A, B], named=True) != combined([renamed, B], named=True)


def test_a_form_is_not_taken_for_data():
    swapped = [FileRecord("a", A.sha256, "form"), FileRecord("b", B.sha256)]
    straight = [FileRecord("a", A.sha256), FileRecord("b", B.sha256, "form")]
    assert combined(swapped, named=False) != combined(straight, named=False)
