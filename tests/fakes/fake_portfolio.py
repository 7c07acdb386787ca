"""Studies that differ in what a portfolio looks at, and in nothing else."""

from datetime import date

import fake_evidence as fake

from evalcap.evidence.corrections import Correction
from evalcap.evidence.model import Contribution
from evalcap.portfolio import Entry


def study(slug, point=3.0, std_error=1.0, **more):
    """Make an entry with one effect; `more` goes to the place that it belongs to."""
    role = more.pop("role", "evaluation")
    about = {"slug": slug, "title": slug.title()}
    about |= {n: more.pop(n) for n in _ABOUT if n in more}
    outcome = {"family": "learning"} | more.pop("outcome", {})
    entry = {n: more.pop(n) for n in ("files",) if n in more}
    if more.pop("withdrawn", False):
        more["corrections"] = (WITHDRAWN,)
    objectives = more.pop("objectives", (11,))
    half = 1.959963984540054 * std_error
    evidence = fake.one_outcome(
        point,
        point - half,
        point + half,
        outcome=outcome,
        subject=fake.subject(role, **about),
        contribution=Contribution(objectives=objectives),
        **more,
    )
    return Entry(evidence, fake.some_lessons(), **entry)


WITHDRAWN = Correction(kind="withdrawn", day=date(2026, 3, 4), reason="Counted <b>twice</b>.")
_ABOUT = ("programme", "countries", "mode", "period_start", "period_end", "previous_cycle", "cycle")


def year(number):
    """Give the keys of a study that covers one year."""
    return {"period_start": date(number, 1, 1), "period_end": date(number, 12, 31)}
