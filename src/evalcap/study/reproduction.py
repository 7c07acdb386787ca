"""Whether evidence has the numbers that were accepted."""

import math
from collections.abc import Iterator
from typing import Any

from evalcap.evidence import Evidence

# Provenance: it may differ between two runs that found the same.
_PROVENANCE = ("created", "versions")
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
        for left, right in zip(found, accepted, strict=False):
            name = left.get("key") or left.get("name") if isinstance(left, dict) else None
            yield from _compare(left, right, f"{where}[{name}]" if name else f"{where}[]")
    elif not _same(found, accepted):
        yield f"{where}: {found!r}, accepted was {accepted!r}"


def _same(found: Any, accepted: Any) -> bool:
    numbers = (int, float)
    if isinstance(found, numbers) and isinstance(accepted, numbers):
        return math.isclose(found, accepted, rel_tol=TOLERANCE, abs_tol=_ZERO)
    return bool(found == accepted)
