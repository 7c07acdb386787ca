"""The root of every error meant for a user, and the words they share."""

from collections.abc import Collection


class EvalcapError(Exception):
    """Something a user can put right.

    Parameters
    ----------
    wrong
        What is wrong, with the facts: which file, column, unit, and how many.
    needed
        What the step needs.
    do
        What to do about it.
    """

    def __init__(self, wrong: str, *, needed: str, do: str) -> None:
        self.wrong = wrong
        self.needed = needed
        self.do = do
        super().__init__(f"{wrong}\n{needed}\n{do}")


def count(items: Collection[object] | int | str, noun: str, plural: str | None = None) -> str:
    """Say how many there are: `count(3, "unit")` is "3 units", and "<10" is "<10 units"."""
    if isinstance(items, str):
        return f"{items} {plural or noun + 's'}"
    n = items if isinstance(items, int) else len(items)
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def number(n: int | str) -> str:
    """Write a count, or what is left open of one that is withheld."""
    return f"{n:,}" if isinstance(n, int) else n


def preview(items: Collection[object], most: int = 5) -> str:
    """Name the first few, and say how many more there are."""
    shown = ", ".join(str(item) for item in list(items)[:most])
    more = len(items) - most
    return f"{shown} and {more:,} more" if more > 0 else shown


def quoted(names: Collection[object], most: int = 10) -> str:
    """Name the first few in quotation marks, and say how many more there are."""
    return preview([repr(name) for name in names], most)
