"""Whether evidence has the numbers that were accepted."""

import math
from collections.abc import Iterator
from typing import Any

from evalcap.evidence import Evidence

# Provenance: it may differ between two runs that found the same.
_PROVENANCE = ("created", "versions", "corrections")
TOLERANCE = 1e-6
# Below this a number is rounding of zero.
_ZERO = 1e-12


def differences(found: Evidence, accepted: Evidence) -> list[str]:
    """List every number or word that differs from the accepted evidence.

    Numbers agree within a relative 1e-6; provenance is ignored.
    """
    left, right = found.model_dump(mode="json"), accepted.model_dump(mode="json")
    for name in _PROVENANCE:
        left.pop(name), right.pop(name)
    return list(_compare(left, right, ""))


def _compare(found: Any, accepted: Any, where: str) -> Iterator[str]:
    if isinstance(found, dict) and isinstance(accepted, dict):
        for key in sorted({*found, *accepted}):
            yield from _compare(found.get(key), accepted.get(key), f"{where}.{key}".lstrip("."))
    elif isinstance(found, list) and isinstance(accepted, list):
        if len(found) != len(accepted):
            yield f"{where}: {len(found)} entries, accepted were {len(accepted)}"
        for position, (left, right) in enumerate(zip(found, accepted, strict=False), 1):
            yield from _compare(left, right, f"{where}[{_name(left) or position}]")
    elif not _same(found, accepted):
        yield f"{where}: {found!r}, accepted was {accepted!r}"


def _name(entry: Any) -> str | None:
    names = ("key", "name", "id")
    return next((entry[n] for n in names if n in entry), None) if isinstance(entry, dict) else None


def _same(found: Any, accepted: Any) -> bool:
    """Compare numbers within the tolerance, and counts and words exactly."""
    pair = (found, accepted)
    if any(isinstance(x, float) for x in pair) and all(isinstance(x, int | float) for x in pair):
        return math.isclose(found, accepted, rel_tol=TOLERANCE, abs_tol=_ZERO)
    return bool(found == accepted)
