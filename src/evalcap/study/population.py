"""How many people stand behind the counts of a study."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evalcap.dataset.standard import StandardDataset
from evalcap.evidence.population import Population, Sample, Seen, most_rows
from evalcap.study.analysis import Run, build_panel
from evalcap.study.plan import Plan
from evalcap.study.selection import select
from evalcap.validation import Finding, Validation


def population_of(
    plan: Plan, data: StandardDataset, validation: Validation, runs: Sequence[Run]
) -> Population:
    """Count the people of every analysis, and those whose rows break a rule."""
    whole = build_panel(data.frame, plan.design, plan.outcomes[0].name, ())
    return Population(
        per_person=most_rows(whole),
        samples={run.place.key(): _sample(plan, data, run) for run in runs},
        unexpected_people={f.id: _people(f) for f in validation.findings if f.keys}
        if data.structure is not None and data.structure.unit is not None
        else {},
    )


def _sample(plan: Plan, data: StandardDataset, run: Run) -> Sample:
    frame, unit = data.frame.reset_index(drop=True), plan.design.unit
    chosen = select(frame, run.section).index.to_numpy()
    person = np.arange(len(frame)) if unit is None else pd.factorize(frame[unit])[0]
    outside = np.delete(person, chosen)
    known = ~np.isnan(run.panel.outcome)
    return Sample.of(
        run.panel,
        n_outside=run.n_outside,
        outside_people=len(np.unique(outside)),
        seen=Seen.of(chosen[run.panel.order][known], person),
    )


def _people(finding: Finding) -> int:
    """Count the people among the keys of a finding, each of a unit and a time."""
    return len({key[0] for key in finding.keys})
