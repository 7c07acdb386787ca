"""Assess records before they are shared.

Source of k-anonymity: Sweeney, L. (2002). k-anonymity: a model for protecting privacy.
International Journal of Uncertainty, Fuzziness and Knowledge-Based Systems 10(5), 557-570.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evalcap.errors.dataset import ColumnNotFoundError
from evalcap.errors.personal_data import NothingToAssessError
from evalcap.privacy.counts import published_count
from evalcap.privacy.sharing.advice import suggestions
from evalcap.privacy.sharing.classes import codes_of, persons_sharing
from evalcap.privacy.sharing.combinations import smallest_combinations
from evalcap.privacy.sharing.diversity import diversity
from evalcap.privacy.sharing.risk import SharingRisk


def assess_sharing(
    frame: pd.DataFrame,
    *,
    quasi_identifiers: Sequence[str],
    sensitive: Sequence[str] = (),
    person: str | None = None,
    k: int = 5,
    min_cell: int = 10,
) -> SharingRisk:
    """Say how well persons are hidden among others in records that are to be shared.

    Parameters
    ----------
    frame
        The records as they would be shared, shape (n_rows, n_columns), without direct identifiers.
    quasi_identifiers
        Columns that others could know about a person: sex, age group, nationality, site.
    sensitive
        Columns that must not be learnt about a person, such as victim_of_trafficking.
    person
        Column that tells persons apart where one has several records, such as waves; each record
        is a person if not given.
    k
        How many persons must share each combination of quasi-identifiers; at least 2.
    min_cell
        The smallest count of persons that may be published.

    Returns
    -------
    SharingRisk
        A missing quasi-identifier counts as a value of its own. Where those of a person differ
        between records, the person counts in each combination.

    Raises
    ------
    ColumnNotFoundError
        Columns that the records lack.
    NothingToAssessError
        There are no records or no quasi-identifiers, a column is both quasi-identifier and
        sensitive, or `k` is below 2.
    """
    named = [*quasi_identifiers, *sensitive, *([person] if person else [])]
    if absent := [name for name in dict.fromkeys(named) if name not in frame.columns]:
        raise ColumnNotFoundError(absent, [str(c) for c in frame.columns])
    both = [name for name in quasi_identifiers if name in sensitive]
    if problem := _problem(len(frame), len(quasi_identifiers), both, k):
        raise NothingToAssessError(problem)
    persons = codes_of(frame, [person]) if person else np.arange(len(frame))
    codes = codes_of(frame, quasi_identifiers)
    sizes = persons_sharing(codes, persons)
    under = sizes < k
    values = {name: pd.factorize(frame[name])[0].astype(np.int64) for name in sensitive}
    diverse = {name: diversity(codes, persons, values[name]) for name in sensitive}
    n_under = len(np.unique(persons[under]))
    return SharingRisk(
        quasi_identifiers=tuple(quasi_identifiers),
        k=int(sizes.min()),
        k_asked=k,
        n_persons=published_count(len(np.unique(persons)), min_cell),
        n_under=published_count(n_under, min_cell) if n_under else 0,
        diversity={name: d for name, d in diverse.items() if d is not None},
        combinations=smallest_combinations(frame, quasi_identifiers, persons, k),
        suggestions=suggestions(frame, quasi_identifiers, persons, k=k, min_cell=min_cell),
        under=under,
    )


def _problem(n_rows: int, n_columns: int, both: Sequence[str], k: int) -> str:
    if n_rows == 0:
        return "there are no records"
    if n_columns == 0:
        return "no quasi-identifier is named"
    if both:
        return f"{', '.join(both)} is named as a quasi-identifier and as sensitive"
    return f"k is {k}, and nobody is hidden by fewer than 2" if k < 2 else ""  # noqa: PLR2004
