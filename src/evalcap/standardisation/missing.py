"""Carry the declared reasons for missing from raw cells to standard ones."""

from collections.abc import Collection, Iterator, Mapping

import numpy as np

from evalcap.dataset.standard import Change
from evalcap.sources.reasons import Reason, Reasons, join_reasons
from evalcap.standardisation.reshape import Reshape


def standard_reasons(
    reasons: Reasons, mapping: Mapping[str, str], wide: Reshape | None
) -> dict[str, tuple[Reason, ...]]:
    """Give reasons the names and places that their cells have in the standard frame.

    Parameters
    ----------
    reasons
        Raw header to reasons, with positions in the raw frame.
    mapping
        Canonical name to raw header.
    wide
        How the raw frame was reshaped; None if it was not.

    Returns
    -------
    dict
        Canonical name to reasons, with positions in the standard frame.
    """
    placed = [reasons] if wide is None else list(_placed(reasons, wide))
    canonical = {raw: name for name, raw in mapping.items()}
    return join_reasons(
        {canonical.get(name, name): found for name, found in part.items()} for part in placed
    )


def reason_changes(reasons: Reasons, columns: Collection[str]) -> list[Change]:
    """Count the cells that became missing, by column and reason."""
    return [
        Change("missing", name, len(reason.rows), _worded(reason))
        for name, found in reasons.items()
        if name in columns
        for reason in found
    ]


def _placed(reasons: Reasons, wide: Reshape) -> Iterator[Reasons]:
    """Every raw row has become one a time, in the order of the times."""
    n_times = len(wide.times)
    at = {time: place for place, time in enumerate(wide.times)}
    gathered = {
        header: (name, at[time])
        for name, by_time in wide.columns.items()
        for time, header in by_time.items()
    }
    for header, found in reasons.items():
        name, place = gathered.get(header, (header, None))
        places = np.arange(n_times) if place is None else np.array([place])
        yield {
            name: tuple(
                Reason(r.code, r.label, (r.rows[:, None] * n_times + places).ravel()) for r in found
            )
        }


def _worded(reason: Reason) -> str:
    label = f" ({reason.label})" if reason.label else ""
    return f"{reason.code!r}{label} means missing"
