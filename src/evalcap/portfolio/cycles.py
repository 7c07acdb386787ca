"""One cycle a study: the latest."""

from collections.abc import Iterable

from evalcap.portfolio.entry import Entry


def latest_cycles(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Keep the latest of entries that are cycles of one study, in the order given.

    Entries are cycles of one study where one names the other as the cycle before it.
    """
    given = tuple(entries)
    first = _first_of(given)
    latest: dict[str, Entry] = {}
    for entry in sorted(given, key=lambda entry: entry.recency):
        latest[first[entry.slug]] = entry
    return tuple(entry for entry in given if latest[first[entry.slug]] is entry)


def _first_of(entries: tuple[Entry, ...]) -> dict[str, str]:
    """Name for every entry the one that its chain of cycles begins with."""
    before = {entry.slug: entry.evidence.subject.previous_cycle for entry in entries}
    return {slug: _beginning(slug, before) for slug in before}


def _beginning(slug: str, before: dict[str, str]) -> str:
    """Follow the cycles back; in a ring, which has no beginning, its first name stands for all."""
    chain = [slug]
    while (earlier := before[chain[-1]]) in before:
        if earlier in chain:
            return min(chain[chain.index(earlier) :])
        chain.append(earlier)
    return chain[-1]
