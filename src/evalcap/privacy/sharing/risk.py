"""What an assessment of records found."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from evalcap.errors import preview
from evalcap.privacy.sharing.diversity import Diversity

PublishedCount = int | str


@dataclass(frozen=True)
class Suggestion:
    """A change to the records that would protect more persons.

    Attributes
    ----------
    column
        The column to change.
    what
        How.
    k
        Fewest persons who would then share a combination.
    n_under
        Persons of combinations that would then still be shared by too few, as it may be published.
    """

    column: str
    what: str
    k: int
    n_under: PublishedCount

    def __str__(self) -> str:
        return f"{self.what}: k = {self.k}, {self.n_under} persons under it"


@dataclass(frozen=True)
class SharingRisk:
    """How well persons are hidden among others in records that are to be shared.

    Attributes
    ----------
    quasi_identifiers
        Columns by which a person could be recognised together.
    k
        Fewest persons who share a combination of them.
    k_asked
        How many must.
    n_persons, n_under
        Persons in the records, and those of combinations that fewer share than must; as they may
        be published: small counts are withheld.
    diversity
        Sensitive column to how various its values are among persons who share a combination.
    combinations
        The smallest sets of columns that already single out fewer persons than must share one.
    suggestions
        What would help, the most helpful first.
    under
        Which records are of combinations that too few share, shape (n_rows,); private.
    """

    quasi_identifiers: tuple[str, ...]
    k: int
    k_asked: int
    n_persons: PublishedCount
    n_under: PublishedCount
    diversity: Mapping[str, Diversity]
    combinations: tuple[tuple[str, ...], ...]
    suggestions: tuple[Suggestion, ...]
    under: npt.NDArray[np.bool_] = field(repr=False, compare=False)

    @property
    def is_k_anonymous(self) -> bool:
        """Whether each combination is shared by as many persons as must."""
        return self.k >= self.k_asked

    @property
    def l(self) -> int | None:  # noqa: E743 - the letter of the literature
        """Fewest different sensitive values among persons who share a combination."""
        return min((d.distinct for d in self.diversity.values()), default=None)

    def __str__(self) -> str:
        """Say what was found, and what would help."""
        columns = ", ".join(self.quasi_identifiers)
        verdict = "" if self.is_k_anonymous else f", fewer than {self.k_asked}"
        hidden = f"is shared by {self.k} or more of {self.n_persons} persons{verdict}"
        lines = [f"Each combination of {columns} {hidden}."]
        lines += [
            f"Of {name}, those who share one have at least {d.distinct} values "
            f"({d.entropy:.1f} by entropy)."
            for name, d in self.diversity.items()
        ]
        if not self.is_k_anonymous:
            causes = "; ".join(" with ".join(columns) for columns in self.combinations)
            lines += [f"Persons under it: {self.n_under}. Singled out by: {causes}."]
        if self.suggestions:
            lines += [f"What would help: {preview(self.suggestions, 3)}."]
        return "\n".join(lines)
