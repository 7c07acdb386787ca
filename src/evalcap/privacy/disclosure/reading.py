"""What a reader knows of each count, printed or withheld."""

from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.privacy.disclosure.label import rounded
from evalcap.privacy.disclosure.ledger import Ledger
from evalcap.privacy.disclosure.rules import Rules


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Ends between which a reader knows every count of a report to lie.

    Attributes
    ----------
    printed, withheld
        Ends of each count if it is printed, and if it is not, shape (n_cells, 2).
    """

    printed: FloatArray
    withheld: FloatArray

    def ends(self, is_withheld: BoolArray) -> FloatArray:
        """Give the ends with some counts withheld, shape (n_cells, 2)."""
        return np.where(is_withheld[:, None], self.withheld, self.printed)


def reading_of(ledger: Ledger, rules: Rules) -> Reading:
    """Say what the labels of one report tell, to a reader who knows the rules.

    Few is few, and whatever else is withheld is not. What has no place in a report may be
    anything.
    """
    few = ledger.is_few(rules)
    least = np.where(ledger.tells_zero(rules), 1, 0)
    low = np.where(few, least, np.minimum(rules.smallest, ledger.count))
    high = np.where(few, ledger.most_of_few(rules), np.inf)
    withheld = np.column_stack([low, high]).astype(float)
    withheld[~ledger.is_printed | ledger.is_total] = (0.0, np.inf)
    return Reading(_printed(ledger, rules), withheld)


def _printed(ledger: Ledger, rules: Rules) -> FloatArray:
    """Give the ends of printed counts: the counts themselves, unless they are rounded."""
    count, base = ledger.count, rules.rounding
    if rules.rounding_method == "controlled":
        low = count // base * base
    else:
        nearest = np.array([rounded(int(n), base) for n in count], dtype=np.int64)
        low = np.maximum(0, nearest - base // 2)
    exact = (count == 0) | ledger.is_known | ledger.is_total | (base == 1)
    return np.column_stack(
        [np.where(exact, count, low), np.where(exact, count, low + base - 1)]
    ).astype(float)
