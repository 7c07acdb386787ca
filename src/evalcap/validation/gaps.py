"""Say of the cells that a rule finds missing why they are, where that was declared."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from evalcap.dataset.standard import StandardDataset
from evalcap.validation.finding import Finding
from evalcap.validation.placeholders import Check

# The column, among those of each rule, whose cells the rule finds missing.
_GAPS: Final = {
    "expect_column_values_to_not_be_null": 0,
    "expect_missing_alike_in_groups": 1,
    "expect_answered_where_asked": 0,
}

WITHHELD: Final = "withheld"


def with_reasons(finding: Finding, check: Check, data: StandardDataset) -> Finding:
    """Count the declared reasons among the rows of a finding about missing cells.

    Parameters
    ----------
    finding
        What a rule came to.
    check
        That rule.
    data
        The data that it was compared with.
    """
    place = _GAPS.get(check.rule.type)
    if place is None or not finding.rows:
        return finding
    rows = np.asarray(finding.rows)
    declared = data.reasons.get(check.columns[place], ())
    counts: Counter[str] = Counter()
    for reason in declared:
        # Two codes may have one label.
        counts[reason.label or reason.code] += int(np.isin(reason.rows, rows).sum())
    return replace(finding, reasons={reason: n for reason, n in counts.items() if n})


def shown_reasons(finding: Finding, counted: Callable[[int], int | str]) -> dict[str, int | str]:
    """Give the reasons with their numbers, or without any if one of them has to be withheld.

    A number that is withheld could be found by subtracting the others from their sum.

    Parameters
    ----------
    finding
        A finding about missing cells.
    counted
        How a number of rows may be shown: as it is, or as text if it is withheld.
    """
    shown = {reason: counted(n) for reason, n in finding.reasons.items()}
    rest = (finding.n_unexpected or 0) - sum(finding.reasons.values())
    parts = [*shown.values(), *([counted(rest)] if rest > 0 else [])]
    return dict.fromkeys(shown, WITHHELD) if any(isinstance(n, str) for n in parts) else shown
