"""Disclosure control of evidence: the step after which no number about few people is exact."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from evalcap.evidence.accounting import ledger_of
from evalcap.evidence.cells import are_people
from evalcap.evidence.counted import counts_of, with_counts
from evalcap.evidence.disclosure import Disclosure
from evalcap.evidence.evidence import Evidence
from evalcap.evidence.model import CheckRecord
from evalcap.evidence.population import Population
from evalcap.evidence.results import EstimateRecord
from evalcap.evidence.trends import published_trends
from evalcap.privacy.disclosure import Count, Ledger, Protected, Report, Rules, protect
from evalcap.privacy.disclosure.label import told_by

# What withholding a count costs that another version of the report printed.
_DEAR = 1_000.0
# Digits of a check's numbers where its degrees of freedom are people.
_STATISTIC_DIGITS, _P_DIGITS = 2, 3
_FEW_CLUSTERS = (
    "With so few people the conventional interval tends to be too narrow; an interval that holds "
    "better is given beside it."
)


def protected(
    evidence: Evidence,
    population: Population,
    rules: Rules,
    *,
    discreet: Mapping[str, str],
    same: Evidence | None = None,
    earlier: Sequence[Evidence] = (),
) -> Evidence:
    """Withhold what evidence about people tells of few of them.

    Counts are withheld with what would give them away; a mean is withheld where its people are
    few, or few of them are new or gone; a check whose numbers are withheld says its verdict.

    Parameters
    ----------
    evidence
        With exact counts.
    population
        How many people stand behind them.
    rules
        What may be told.
    discreet
        Key of a check to its finding without numbers.
    same
        The evidence of this cycle, if a version of it was published before.
    earlier
        The evidence of the cycles before, as it was published, oldest first.

    Raises
    ------
    UnprotectedCountsError
        If counts could be worked out whatever was withheld.
    """
    before = [Report(counts_of(each), each.disclosure.rounding) for each in earlier]
    keys = dict.fromkeys(key for report in before for key in report.counts)
    ledger = ledger_of(evidence, population, rules, earlier=keys)
    if same is not None and not same.disclosure.gave_up and _are_of(rules, same.disclosure):
        ledger = _as_before(ledger, counts_of(same))
    found = protect(ledger, rules, earlier=before)
    steps = {key.partition("/")[0]: sample.step for key, sample in population.samples.items()}
    told, alone = with_counts(evidence, found.counts), _with_people_as_clusters(evidence)
    return told.model_copy(
        update={
            "estimates": tuple(_without_clusters(e) for e in told.estimates),
            "trends": published_trends(evidence.trends, told.trends, found, steps=steps),
            "checks": tuple(
                _check(c, discreet, rules, tells_freedom=f"{c.outcome}/{c.analysis}" in alone)
                for c in told.checks
            ),
            "disclosure": _settings(rules, found, earlier),
        }
    )


def without_telling_freedom(evidence: Evidence) -> Evidence:
    """Leave out analyses whose degrees of freedom tell how many people there are.

    For evidence whose counts cannot be protected beside them; primary analyses stay.
    """
    telling = dict.fromkeys(
        e.analysis
        for e in evidence.estimates
        if not e.primary and are_people(e) and e.degrees_of_freedom is not None
    )
    said = (
        f"Analysis {name} is not published: its degrees of freedom tell how many people there "
        "are, and others could be worked out from that."
        for name in telling
    )
    return evidence.model_copy(
        update={
            "estimates": tuple(e for e in evidence.estimates if e.analysis not in telling),
            "paths": tuple(p for p in evidence.paths if p.analysis not in telling),
            "deviations": (*evidence.deviations, *said),
        }
    )


def settings(rules: Rules) -> Disclosure:
    """Record the rules, where nothing had to be withheld."""
    return _settings(rules, Protected({}), ())


def _settings(rules: Rules, found: Protected, earlier: Sequence[Evidence]) -> Disclosure:
    return Disclosure(
        min_cell=rules.min_cell,
        rounding=rules.rounding,
        rounding_method=rules.rounding_method,
        protection=rules.width,
        dominant=rules.dominant,
        dominance=rules.dominance,
        ratio=rules.ratio,
        few=len(found.few),
        changed=len(found.changed),
        also=len(found.also),
        compared_with=tuple(each.subject.cycle for each in earlier),
        gave_up=found.gave_up,
    )


def _as_before(ledger: Ledger, told: Mapping[str, Count]) -> Ledger:
    """Withhold again what another version of this report withheld, and not what it printed.

    Two versions that withhold different counts would give both away.
    """
    cells = []
    for cell in ledger.cells:
        label = told.get(cell.key)
        if label is None:
            cells.append(cell)
            continue
        low, high = told_by(label)
        again = isinstance(label, str) and low <= cell.count <= high
        dear = _DEAR if label == cell.count else 1.0
        cells.append(replace(cell, is_withheld=again, value=cell.value * dear))
    return Ledger(cells, ledger.sums)


def _are_of(rules: Rules, then: Disclosure) -> bool:
    """Say whether a report was protected by the same rules."""
    used = (rules.min_cell, rules.width, rules.rounding)
    return used == (then.min_cell, then.protection, then.rounding)


def _without_clusters(estimate: EstimateRecord) -> EstimateRecord:
    """Take the number of clusters out of a sentence where they are people, and withheld."""
    if estimate.small_sample is None or isinstance(estimate.n_clusters, int):
        return estimate
    quiet = estimate.small_sample.model_copy(update={"sentence": _FEW_CLUSTERS})
    return estimate.model_copy(update={"small_sample": quiet})


def _check(
    check: CheckRecord, discreet: Mapping[str, str], rules: Rules, *, tells_freedom: bool
) -> CheckRecord:
    """Leave a check no number that tells a withheld count.

    Its sentence stays only if every count that it tells of is printed as it is. Where people are
    clusters, a p-value with all digits tells beside its statistic how many people there are.
    """
    told = all(isinstance(n, int) for n in check.counts.values())
    if not told or (rules.rounding > 1 and any(check.counts.values())):
        quiet = {"sentence": discreet[check.key], "statistic": None, "p_value": None}
        return check.model_copy(update=quiet)
    if not tells_freedom or rules.are_off:
        return check
    digits = {"statistic": _STATISTIC_DIGITS, "p_value": _P_DIGITS}
    numbers = {name: getattr(check, name) for name in digits}
    short = {name: n if n is None else round(n, digits[name]) for name, n in numbers.items()}
    return check.model_copy(update=short)


def _with_people_as_clusters(evidence: Evidence) -> set[str]:
    """Name the analyses (`outcome/analysis`) whose clusters are people, or their rows."""
    return {f"{e.outcome}/{e.analysis}" for e in evidence.estimates if are_people(e)}
