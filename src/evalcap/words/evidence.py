"""A piece of evidence named, with its number where it has one."""

from evalcap.evidence import Evidence
from evalcap.evidence.results import EstimateRecord
from evalcap.words.catalogue import Catalogue
from evalcap.words.names import analysis_name, capitalised, labelled, named, title
from evalcap.words.reading import read_estimate


def estimate_name(estimate: EstimateRecord, words: Catalogue) -> str:
    """Name an estimate by its analysis, and by its term where a fit has several."""
    name = analysis_name(estimate.analysis, words)
    return name if estimate.term is None else labelled(name, estimate.term, words)


def cited(key: str, evidence: Evidence, words: Catalogue) -> str:
    """Say what a key stands for: an estimate, a check, or effects along time."""
    told = (_estimate(key, evidence, words), _check(key, evidence, words))
    found = next((t for t in (*told, _path(key, evidence, words)) if t), "")
    return found or ", ".join(title(part) for part in key.split("/"))


def _estimate(key: str, evidence: Evidence, words: Catalogue) -> str:
    estimate = evidence.estimate(key)
    if estimate is None:
        return ""
    outcome = evidence.outcome(estimate.outcome)
    told = read_estimate(estimate, outcome, words).with_interval()
    name = f"{capitalised(outcome.label)}, {estimate_name(estimate, words)}"
    return labelled(name, told, words)


def _check(key: str, evidence: Evidence, words: Catalogue) -> str:
    check = next((c for c in evidence.checks if c.key == key), None)
    if check is None:
        return ""
    verdict = named("verdict", check.verdict, words).lower()
    return labelled(named("check", check.name, words), verdict, words)


def _path(key: str, evidence: Evidence, words: Catalogue) -> str:
    path = next((p for p in evidence.paths if p.key == key), None)
    if path is None:
        return ""
    label = capitalised(evidence.outcome(path.outcome).label)
    analysis = analysis_name(path.analysis, words)
    return words.say("lessons.along_time", outcome=label, analysis=analysis)
