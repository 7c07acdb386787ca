"""Published collections of trials, typed in with their sources."""

import numpy as np

# Thirteen trials of the BCG vaccine against tuberculosis: cases and others among the vaccinated,
# cases and others among the rest. Colditz, G. A. and others (1994), JAMA 271(9), 698-702, as
# tabulated in Viechtbauer, W. (2010), Journal of Statistical Software 36(3).
_BCG = np.array(
    [
        (4, 119, 11, 128),
        (6, 300, 29, 274),
        (3, 228, 11, 209),
        (62, 13536, 248, 12619),
        (33, 5036, 47, 5761),
        (180, 1361, 372, 1079),
        (8, 2537, 10, 619),
        (505, 87886, 499, 87892),
        (29, 7470, 45, 7232),
        (17, 1699, 65, 1600),
        (186, 50448, 141, 27197),
        (5, 2493, 3, 2338),
        (27, 16886, 29, 17825),
    ],
    dtype=float,
)
LATITUDE = np.array([44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33], dtype=float)
YEAR = np.array(
    [1948, 1949, 1960, 1977, 1973, 1953, 1973, 1980, 1968, 1961, 1974, 1969, 1976], dtype=float
)


def vaccine_trials():
    """Give logarithms of risk ratios and their sampling variances."""
    a, b, c, d = _BCG.T
    effect = np.log(a / (a + b)) - np.log(c / (c + d))
    return effect, 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)


# Nineteen experiments on what teachers expect of pupils: standardised mean differences, their
# variances, and weeks of contact before the experiment. Raudenbush, S. W. and Bryk, A. S. (1985),
# Journal of Educational Statistics 10(2), 75-98.
def expectancy_experiments():
    """Give effects, variances and weeks of earlier contact, three standing for more."""
    effect = "03 12 -14 118 26 -06 -02 -32 27 80 54 18 -02 23 -18 -06 30 07 -07"
    variance = (
        "0156 0216 0279 1391 1362 0106 0106 0484 0269 0630 0912 0497 0835 0841 0253 0279 0193"
        " 0088 0303"
    )
    weeks = "2 3 3 0 0 3 3 3 0 1 0 0 1 2 3 3 1 2 3"
    return (
        np.array(effect.split(), dtype=float) / 100,
        np.array(variance.split(), dtype=float) / 10_000,
        np.array(weeks.split(), dtype=float),
    )


# Nine measurements of one quantity. Kacker, R. N. (2004), Metrologia 41(3), 132-136.
def measurements():
    """Give values and their variances."""
    value = np.array([61.0, 61.4, 62.21, 62.3, 62.34, 62.6, 62.7, 62.84, 65.9])
    variance = np.array([0.2025, 1.21, 0.09, 0.2025, 0.3844, 0.5625, 0.0676, 0.0225, 1.8225])
    return value, variance
