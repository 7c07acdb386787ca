"""Which evaluations the simulated portfolio holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

import numpy as np

ProgrammeName = Literal["training", "document_verification", "reintegration"]
PROGRAMMES: Final[tuple[ProgrammeName, ...]] = (
    "training",
    "document_verification",
    "reintegration",
)
_FIRST_YEAR: Final = 2023
# Invented, as everything here: a real country could be mistaken for a finding about it.
_COUNTRIES: Final = ("Country A", "Country B", "Country C")
_MODES: Final = {
    "training": ("course", "train_the_trainer"),
    "document_verification": ("scanners", "scanners_and_course"),
    "reintegration": ("cash_grants", "counselling_and_grants"),
}
# Mean and spread of true effects between programmes, in the unit of the main outcome.
_EFFECTS: Final = {
    "training": (7.0, 2.0),
    "document_verification": (5.0, 2.0),
    "reintegration": (0.08, 0.03),
}
_NO_EFFECT: Final = 4  # every so many programmes do nothing at all
_DAYS_A_MONTH: Final = 30.4375


@dataclass(frozen=True, slots=True)
class SimulatedStudy:
    """One evaluation of an invented programme.

    Attributes
    ----------
    place
        Number of the programme among those of its type, from 1.
    cycle
        From 1; each begins a year after the one before.
    effect
        True average effect, in the unit of the main outcome.
    size
        How large it is, from 1 to 3.
    months
        How long the evaluated period is.
    seed
        Of its random numbers.
    """

    programme: ProgrammeName
    place: int
    cycle: int
    country: str
    mode: str
    effect: float
    size: int
    months: int
    seed: int

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return self._named(self.cycle)

    @property
    def previous(self) -> str:
        """Name of the cycle before; empty for the first."""
        return self._named(self.cycle - 1) if self.cycle > 1 else ""

    @property
    def year(self) -> int:
        """The year in which it begins."""
        return _FIRST_YEAR + self.cycle - 1

    @property
    def end(self) -> date:
        """The last day that it covers."""
        return date(self.year, 1, 1) + timedelta(days=round(self.months * _DAYS_A_MONTH) - 1)

    def _named(self, cycle: int) -> str:
        return f"sim-{self.programme.replace('_', '-')}-{self.place:02}-c{cycle}"


def simulated_studies(
    *, programmes: int = 10, cycles: int = 2, seed: int = 1
) -> tuple[SimulatedStudy, ...]:
    """Plan the portfolio.

    Parameters
    ----------
    programmes
        Programmes of each type.
    cycles
        Evaluations of each programme.
    seed
        Of everything that is drawn.
    """
    rng = np.random.default_rng(seed)
    return tuple(
        study
        for programme in PROGRAMMES
        for place in range(1, programmes + 1)
        for study in _cycles(rng, programme, place, cycles)
    )


def _cycles(
    rng: np.random.Generator, programme: ProgrammeName, place: int, cycles: int
) -> Iterator[SimulatedStudy]:
    mean, spread = _EFFECTS[programme]
    # Whoever does something does enough of it for a lesson to be sure.
    own = 0.0 if place % _NO_EFFECT == 0 else max(mean - spread, rng.normal(mean, spread))
    size, months = int(rng.integers(1, 4)), int(rng.choice([9, 12, 15]))
    for cycle in range(1, cycles + 1):
        yield SimulatedStudy(
            programme=programme,
            place=place,
            cycle=cycle,
            country=_COUNTRIES[(place - 1) % len(_COUNTRIES)],
            mode=_MODES[programme][(place - 1) // len(_COUNTRIES) % 2],
            effect=round(own * (1 + 0.1 * (cycle - 1)), 3),
            size=size,
            months=months,
            seed=int(rng.integers(1, 2**31)),
        )
