"""How the people seen in each arm and period add up."""

from collections.abc import Iterator, Mapping, Sequence

from evalcap.evidence.counted import trend_key
from evalcap.evidence.evidence import Evidence
from evalcap.evidence.population import Population, Sample
from evalcap.evidence.results import EstimateRecord
from evalcap.evidence.sums import Entry, rest
from evalcap.privacy.disclosure import Cell, Relation

_ARMS = ("treated", "comparison")


def arm_entries(
    evidence: Evidence, population: Population, cells: Mapping[str, Cell]
) -> Iterator[Entry]:
    """Account for the people who were not seen, by arm and period of each primary analysis."""
    seen = {trend.outcome for trend in evidence.trends}
    for e in evidence.estimates:
        if e.primary and e.term is None and e.outcome in seen:
            sample = population.samples[f"{e.outcome}/{e.analysis}"]
            yield from _of_analysis(e, sample, evidence, cells)


def _of_analysis(
    estimate: EstimateRecord, sample: Sample, evidence: Evidence, cells: Mapping[str, Cell]
) -> Iterator[Entry]:
    arms = _arms(estimate.outcome, sample)
    yield from arms.values()
    yield from _whole(estimate.outcome, sample, cells, arms)
    for arm in _ARMS:
        shown = [
            cells[trend_key(t)]
            for t in evidence.trends
            if t.outcome == estimate.outcome and t.arm == arm
        ]
        if sample.is_repeated:
            for period in shown:
                yield from rest(arms[arm], [period], f"{period.key} not seen")
        else:
            yield from rest(arms[arm], shown, f"{estimate.outcome} {arm} not seen")
    yield from _lost(estimate, evidence, cells, arms)


def _arms(outcome: str, sample: Sample) -> dict[str, Cell]:
    n_comparison = sample.n_units - sample.n_treated
    counts = dict(zip(_ARMS, (sample.n_treated, n_comparison), strict=True))
    return {a: Cell(f"{outcome} {a}", n, is_printed=False) for a, n in counts.items()}


def _whole(
    outcome: str, sample: Sample, cells: Mapping[str, Cell], arms: Mapping[str, Cell]
) -> Iterator[Entry]:
    """Tie the arms of an analysis to those of the design where it chose everybody."""
    everybody, treated = cells["design/n_units"], cells["design/n_treated_units"]
    whole = Cell(f"{outcome} both arms", sample.n_units, is_printed=False)
    yield whole
    yield Relation(whole.key, tuple(arm.key for arm in arms.values()))
    if sample.n_outside == 0:
        yield Relation(everybody.key, (whole.key,))
        yield Relation(treated.key, (arms["treated"].key,))
    else:
        yield from rest(everybody, [whole], f"{outcome} outside")
        yield from rest(treated, [arms["treated"]], f"{outcome} treated outside")


def _lost(
    estimate: EstimateRecord,
    evidence: Evidence,
    cells: Mapping[str, Cell],
    arms: Mapping[str, Cell],
) -> Iterator[Entry]:
    """Set what checks tell of each arm beside the people in it."""
    for check in evidence.checks:
        if (check.outcome, check.analysis) != (estimate.outcome, estimate.analysis):
            continue
        told = {what: cells[f"checks/{check.key}/{what}"] for what in check.counts}
        for arm in _ARMS:
            for what, cell in told.items():
                if what.startswith(arm):
                    yield from rest(arms[arm], [cell], f"{cell.key} not")
        never = list(_last_period(estimate.outcome, evidence, cells, arms, told))
        yield from never
        if "never seen" in told:
            yield from _never_seen(estimate, cells, arms, told["never seen"], never)


def _last_period(
    outcome: str,
    evidence: Evidence,
    cells: Mapping[str, Cell],
    arms: Mapping[str, Cell],
    told: Mapping[str, Cell],
) -> Iterator[Entry]:
    """Those lost by the last period are those seen before and not then."""
    for arm in _ARMS:
        shown: Sequence[Cell] = [
            cells[trend_key(t)] for t in evidence.trends if t.outcome == outcome and t.arm == arm
        ]
        seen = next((cell for cell in reversed(shown) if cell.count), None)
        if f"{arm} lost" in told and seen is not None:
            lost = told[f"{arm} lost"]
            yield from rest(arms[arm], [seen, lost], f"{outcome} {arm} never seen")


def _never_seen(
    estimate: EstimateRecord,
    cells: Mapping[str, Cell],
    arms: Mapping[str, Cell],
    total: Cell,
    entries: Sequence[Entry],
) -> Iterator[Relation]:
    """Add those never seen up over the arms, and set them beside those the estimate used."""
    by_arm = [entry for entry in entries if isinstance(entry, Cell)]
    if len(by_arm) == len(arms) and sum(cell.count for cell in by_arm) == total.count:
        yield Relation(total.key, tuple(cell.key for cell in by_arm))
    used = cells[f"estimates/{estimate.key}/n_units"]
    if used.count + total.count == sum(arm.count for arm in arms.values()):
        whole = f"{estimate.outcome} both arms"
        yield Relation(whole, (used.key, total.key), is_lasting=False)
