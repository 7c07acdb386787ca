"""Values that authors' own text may print with {{< var ... >}}."""

import yaml

from evalcap.evidence import Evidence
from evalcap.evidence.results import EstimateRecord
from evalcap.report.content.cover import period
from evalcap.report.markdown import clean
from evalcap.words import Catalogue, read_finding
from evalcap.words.names import listed
from evalcap.words.numbers import count, p_value

FILE = "_variables.yml"


def variables_text(evidence: Evidence, words: Catalogue) -> str:
    """Write the variables: `study.title`, `earnings.doubly_robust.sentence` and so on.

    Names follow the keys of the estimates. Values are plain text, which engines print literally.
    """
    values: dict[str, object] = {"study": _study(evidence, words)}
    for estimate in evidence.estimates:
        place = values.setdefault(estimate.outcome, {})
        for step in filter(None, (estimate.analysis, estimate.term)):
            place = place.setdefault(step, {}) if isinstance(place, dict) else {}
        if isinstance(place, dict):
            place.update(_estimate(evidence, estimate, words))
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=1000)


def _study(evidence: Evidence, words: Catalogue) -> dict[str, str]:
    return {
        "title": clean(evidence.subject.title),
        "countries": clean(listed(evidence.subject.countries, words)),
        "period": period(evidence, words),
        "n_units": count(evidence.design.n_units, words),
        "n_treated_units": count(evidence.design.n_treated_units, words),
    }


def _estimate(evidence: Evidence, estimate: EstimateRecord, words: Catalogue) -> dict[str, str]:
    finding = read_finding(evidence, estimate, words)
    reading = finding.reading
    return {
        "sentence": clean(finding.sentence),
        "point": clean(reading.estimate()),
        "interval": clean(reading.interval()),
        "estimate": clean(finding.estimate),
        "grade": finding.grade,
        "p_value": p_value(estimate.p_value, words),
        "n_obs": count(estimate.n_obs, words),
        "n_units": count(estimate.n_units, words),
        "n_clusters": count(estimate.n_clusters, words),
    }
