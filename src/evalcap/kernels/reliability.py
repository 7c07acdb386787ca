"""How far the questions of a test measure the same thing."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import f as f_distribution

from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.distribution import Interval


@dataclass(frozen=True, slots=True)
class Reliability:
    """Cronbach's alpha of a test.

    Attributes
    ----------
    alpha
        1 at the most; missing where totals do not vary.
    n_persons, n_items
        Persons who answered every question, and questions.
    """

    alpha: float
    n_persons: int
    n_items: int

    def interval(self, level: float) -> Interval:
        """Give Feldt's interval, exact for answers that are normal and questions that are alike.

        References
        ----------
        Feldt, L. S. (1965). The approximate sampling distribution of Kuder-Richardson reliability
        coefficient twenty. Psychometrika 30(3), 357-370.
        """
        if np.isnan(self.alpha):
            return Interval(float("nan"), float("nan"))
        rows, cells = self.n_persons - 1, (self.n_persons - 1) * (self.n_items - 1)
        upper, lower = f_distribution.ppf(np.array([1 + level, 1 - level]) / 2, rows, cells)
        return Interval(float(1 - (1 - self.alpha) * upper), float(1 - (1 - self.alpha) * lower))


def cronbach_alpha(points: FloatArray) -> Reliability:
    r"""Find Cronbach's alpha.

    .. math:: \alpha = \frac{k}{k-1} \left(1 - \frac{\sum_i s_i^2}{s_{total}^2}\right)

    Parameters
    ----------
    points
        Points of each person for each question, none missing, shape (n_persons, n_items).

    References
    ----------
    Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika
    16(3), 297-334.
    """
    n_persons, n_items = points.shape
    if n_persons < 2 or n_items < 2:  # noqa: PLR2004 - a variance, and a pair of questions
        return Reliability(float("nan"), n_persons, n_items)
    total = points.sum(axis=1).var(ddof=1)
    parts = points.var(axis=0, ddof=1).sum()
    alpha = n_items / (n_items - 1) * (1 - parts / total) if total > 0 else float("nan")
    return Reliability(float(alpha), n_persons, n_items)
