"""Disclosure control of what is published."""


def published_count(n: int, min_cell: int, rounding: int = 1) -> int | str:
    """Give a count of people as it may be published: small ones only as "<10".

    Zero is published too as small, since it can disclose that nobody in a known group did
    something.

    Parameters
    ----------
    min_cell
        The smallest count that is published.
    rounding
        Published counts are multiples of this; counts below it are withheld as well.
    """
    smallest = max(min_cell, rounding)
    return (n + rounding // 2) // rounding * rounding if n >= smallest else f"<{smallest}"
