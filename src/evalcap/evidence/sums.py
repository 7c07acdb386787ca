"""Sums between counts, made so that each holds of the numbers there are."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from evalcap.privacy.disclosure import Cell, Relation

Entry = Cell | Relation
# The largest number of rows a person that is noticed to be the same for everybody.
_MOST_TIMES = 60


def rest(total: Cell, parts: Sequence[Cell], name: str) -> Iterator[Entry]:
    """Give what parts leave of a total: a count that no report prints, and the sum.

    Nothing where the parts are more than the total, since there is no such sum. Where they are
    all of it, a reader takes them to be.
    """
    left = total.count - sum(part.count for part in parts)
    if left < 0:
        return
    others = Cell(
        f"rest/{name}",
        left,
        per_person=total.per_person,
        is_printed=False,
        is_known=left == 0,
    )
    yield others
    yield Relation(total.key, (*(part.key for part in parts), others.key))


def same(cells: Sequence[Cell], *, is_lasting: bool) -> Iterator[Relation]:
    """Say that counts are of the same people or rows, one by one."""
    for one, other in pairwise(cells):
        yield Relation(one.key, (other.key,), is_lasting)


def alike(cells: Sequence[Cell]) -> Iterator[Relation]:
    """Take counts of one size to be of the same people or rows, as a reader would."""
    sizes: dict[int, list[Cell]] = {}
    for cell in cells:
        if cell.count:
            sizes.setdefault(cell.count, []).append(cell)
    for of_one_size in sizes.values():
        yield from same(of_one_size, is_lasting=False)


def apart(one: Cell, other: Cell, *, few: int) -> Iterator[Entry]:
    """Take the smaller of two counts that few people tell apart to be part of the larger."""
    smaller, larger = sorted((one, other), key=lambda cell: cell.count)
    if smaller.count == larger.count:
        yield Relation(one.key, (other.key,), is_lasting=False)
    elif larger.count - smaller.count < few * larger.per_person:
        yield from rest(larger, [smaller], f"{larger.key} beyond {smaller.key}")


def times(rows: Cell, people: Cell) -> Iterator[Relation]:
    """Notice where everybody has the same number of rows."""
    each, over = divmod(rows.count, people.count) if people.count else (0, 1)
    if over == 0 and 1 <= each <= _MOST_TIMES:
        yield Relation(rows.key, (people.key,) * each, is_lasting=False)


def of_rules(rows: Cell, rules: Iterable[tuple[Cell, Cell | None]]) -> Iterator[Entry]:
    """Compare the rows that rules about data were about with all rows, and those that break them.

    Parameters
    ----------
    rules
        The rows each rule was about, and those among them that break it.
    """
    for checked, unmet in rules:
        yield from rest(rows, [checked], f"{checked.key} not")
        if unmet is not None:
            yield from rest(checked, [unmet], f"{unmet.key} not")
