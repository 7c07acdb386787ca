"""How the counts in a file of evidence add up, as any reader can check."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Literal

from evalcap.evidence.cells import cells_of
from evalcap.evidence.counted import change_key, source_key
from evalcap.evidence.evidence import Evidence
from evalcap.evidence.population import Population, Sample
from evalcap.evidence.results import EstimateRecord
from evalcap.evidence.sums import Entry, alike, apart, of_rules, rest, times
from evalcap.evidence.sums_of_arms import arm_entries
from evalcap.privacy.disclosure import Cell, Ledger, Relation, Rules


def ledger_of(
    evidence: Evidence, population: Population, rules: Rules, *, earlier: Collection[str] = ()
) -> Ledger:
    """Put every count of people and every sum between them into one ledger.

    Parameters
    ----------
    evidence
        With exact counts.
    population
        How many people stand behind them.
    earlier
        Keys of an earlier report.
    """
    cells = cells_of(evidence, population, earlier)
    entries = list(_Accounts(evidence, population, rules, cells).entries())
    found = {e.key: e for e in entries if isinstance(e, Cell)}
    return Ledger([*cells.values(), *found.values()], _once(entries))


def _once(entries: list[Entry]) -> list[Relation]:
    return list(dict.fromkeys(e for e in entries if isinstance(e, Relation)))


@dataclass(frozen=True, slots=True)
class _Accounts:
    """The sums of a file of evidence.

    Attributes
    ----------
    cells
        Every count that it prints, by key.
    """

    evidence: Evidence
    population: Population
    rules: Rules
    cells: Mapping[str, Cell]

    @property
    def rows(self) -> Cell:
        """All rows of the data."""
        return self.cells["design/n_rows"]

    @property
    def units(self) -> Cell:
        """All people in the data."""
        return self.cells["design/n_units"]

    def entries(self) -> Iterator[Entry]:
        """Go through everything that adds up."""
        yield from rest(self.units, [self.cells["design/n_treated_units"]], "comparison units")
        yield from times(self.rows, self.units)
        if "design/n_clusters" in self.cells:
            yield Relation(self.units.key, ("design/n_clusters",))
        yield from self._of_sources()
        yield from self._of_data()
        for estimate in self.evidence.estimates:
            sample = self.population.samples[f"{estimate.outcome}/{estimate.analysis}"]
            yield from self._of_estimate(estimate, sample)
        yield from self._between_estimates()
        yield from self._of_groups()
        yield from arm_entries(self.evidence, self.population, self.cells)
        yield from alike([c for c in self.cells.values() if c.is_printed and _is_of_rows(c)])

    def _of_sources(self) -> Iterator[Entry]:
        """Compare the files with the data made of them, by rows and by people."""
        files = [self.cells[source_key(s)] for s in self.evidence.sources]
        if not files:
            return
        together = files[0]
        if len(files) > 1:
            together = Cell("sources", sum(f.count for f in files), is_printed=False)
            yield together
            yield Relation(together.key, tuple(f.key for f in files))
        for whole in (self.rows, self.units):
            yield from apart(together, whole, few=self.rules.smallest)

    def _of_data(self) -> Iterator[Entry]:
        """Compare the rows that rules were about, and that were changed, with all rows."""
        found = [f"findings/{f.id}" for f in self.evidence.findings]
        rules = [
            (self.cells[f"{f}/n_checked"], self.cells.get(f"{f}/n_unexpected"))
            for f in found
            if f"{f}/n_checked" in self.cells
        ]
        yield from of_rules(self.rows, rules)
        for c in self.evidence.changes:
            changed = self.cells[change_key(c)]
            yield from rest(self.rows, [changed], f"{changed.key} not")

    def _of_estimate(self, estimate: EstimateRecord, sample: Sample) -> Iterator[Entry]:
        """Account for the rows and people that an estimate leaves out."""
        place = f"estimates/{estimate.key}"
        used, units = self.cells[f"{place}/n_obs"], self.cells[f"{place}/n_units"]
        chosen = self.rows
        if outside := self._excluded(place, "rows outside"):
            chosen = Cell(
                f"{place} chosen", sample.n_rows, self.population.per_person, is_printed=False
            )
            yield chosen
            yield Relation(self.rows.key, (chosen.key, *(c.key for c in outside)))
        reasons = [c for c in self._excluded(place, "rows") if c not in outside]
        yield from rest(chosen, [used, *reasons], f"{place} rows")
        yield from rest(self.units, [units], f"{place} units")
        left = self.units.count - units.count
        people = self._excluded(place, "units")
        if people and left >= 0:
            left_out = Cell(f"rest/{place} units", left, is_printed=False)
            yield from rest(left_out, people, f"{place} units otherwise")
        yield from times(used, units)
        if f"{place}/n_clusters" in self.cells:
            clusters = self.cells[f"{place}/n_clusters"]
            yield from alike([clusters, units])
            yield from alike([clusters, used])

    def _excluded(self, place: str, begins: str) -> list[Cell]:
        """Find the reasons of an estimate that begin with a word and count people or rows once."""
        start = f"{place}/excluded/{begins}"
        return [c for k, c in self.cells.items() if k.startswith(start) and "summed" not in k]

    def _between_estimates(self) -> Iterator[Entry]:
        """Compare the samples of estimates of which one may hold the other."""
        of: tuple[Literal["n_obs", "n_units"], ...] = ("n_units", "n_obs")
        for (one, other), name in product(combinations(self.evidence.estimates, 2), of):
            first, second = (f"{e.outcome}/{e.analysis}" for e in (one, other))
            if self.population.are_nested(first, second, of=name):
                cells = (self.cells[f"estimates/{e.key}/{name}"] for e in (one, other))
                yield from apart(*cells, few=self.rules.smallest)

    def _of_groups(self) -> Iterator[Entry]:
        """Add the groups of each column up to the people of their analysis."""
        tables = {(f"{g.outcome}/{g.analysis}", g.by): None for g in self.evidence.disaggregations}
        for place, by in tables:
            whole = self.cells.get(f"estimates/{place}/n_units")
            if whole is None:
                continue
            levels = [c for k, c in self.cells.items() if k.startswith(f"groups/{place}/{by}=")]
            over = sum(level.count for level in levels) - whole.count
            if over <= 0:
                yield from rest(whole, levels, f"groups {place} {by}")
            else:
                more = Cell(f"groups {place} {by}", whole.count + over, is_printed=False)
                yield more
                yield Relation(more.key, tuple(level.key for level in levels))
                yield from rest(more, [whole], f"groups {place} {by} over")


def _is_of_rows(cell: Cell) -> bool:
    return cell.key.endswith(("/n_rows", "/n_obs", "/n_checked", "/n_unexpected")) or (
        cell.key.startswith(("sources/", "changes/")) or "/excluded/rows" in cell.key
    )
