"""Disclosure control of what is published."""


def published_count(n: int, min_cell: int) -> int | str:
    """Give a count of people as it may be published: small ones only as "<10".

    Zero is published too as small, since it can disclose that nobody in a known group did
    something.
    """
    return n if n >= min_cell else f"<{min_cell}"
