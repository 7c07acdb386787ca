"""Which headers of raw files the names in a plan stand for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from evalcap.study.plan import Plan


@dataclass(frozen=True)
class RawNames:
    """Headers by what the plan decides on them.

    Attributes
    ----------
    canonical
        Header to the canonical name that the mapping gives it.
    decisions
        Each name in `[privacy]` to the headers that it stands for.
    drop, pseudonymise
        Headers of columns that are dropped, and of those that get pseudonyms.
    persons
        Headers of the column that tells persons apart, where they are the units.
    """

    canonical: Mapping[str, str]
    decisions: Mapping[str, frozenset[str]]
    drop: frozenset[str]
    pseudonymise: frozenset[str]
    persons: frozenset[str]

    @classmethod
    def of(cls, plan: Plan) -> Self:
        """Resolve the names of a plan, which may be headers or canonical names."""
        privacy, raw, unit = plan.privacy, _headers(plan), plan.design.unit

        def headers(name: str) -> frozenset[str]:
            return frozenset({name, *raw.get(name, ())})

        names = (*privacy.drop, *privacy.pseudonymise, *privacy.justified)
        return cls(
            canonical={header: name for name, each in raw.items() for header in each},
            decisions={name: headers(name) for name in names},
            drop=frozenset().union(*map(headers, privacy.drop)),
            pseudonymise=frozenset().union(*map(headers, privacy.pseudonymise)),
            persons=headers(unit) if unit and plan.design.unit_is == "person" else frozenset(),
        )

    @property
    def decided(self) -> frozenset[str]:
        """Headers that the plan decides on."""
        return frozenset().union(*self.decisions.values())

    def kept(self, columns: Mapping[str, str]) -> dict[str, str]:
        """Leave out of a mapping what was dropped."""
        return {name: header for name, header in columns.items() if header not in self.drop}

    def kept_by_time(
        self, columns: Mapping[str, Mapping[str, str]]
    ) -> dict[str, Mapping[str, str]]:
        """Leave out of measures at several times what was dropped."""
        kept = {name: self.kept(by_time) for name, by_time in columns.items()}
        return {name: by_time for name, by_time in kept.items() if by_time}


def _headers(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Give canonical name to the headers that become it."""
    wide = {} if plan.wide is None else plan.wide.columns
    return {
        **{name: (header,) for name, header in plan.columns.items()},
        **{name: tuple(by_time.values()) for name, by_time in wide.items()},
    }
