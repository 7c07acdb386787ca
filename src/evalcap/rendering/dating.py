"""When a report says it was made: the same input gives the same bytes, on any day."""

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

# The oldest day that a Word file, a zip archive, can carry.
_OLDEST = date(1980, 1, 1)


def day_made(front_matter: Mapping[str, Any]) -> date:
    """Take the day from SOURCE_DATE_EPOCH, else from the document's own date.

    Parameters
    ----------
    front_matter
        The document's front matter; a `date` in it counts when it is written 2026-01-31.
    """
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if told.isdecimal():
        return datetime.fromtimestamp(int(told), tz=UTC).date()
    try:
        return max(date.fromisoformat(str(front_matter.get("date"))), _OLDEST)
    except ValueError:
        return _OLDEST


def epoch(day: date) -> str:
    """Write the beginning of a day as SOURCE_DATE_EPOCH wants it, in seconds since 1970."""
    return str(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()))
