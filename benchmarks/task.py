"""What is timed, and who takes part."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """One question to every package that answers it.

    Attributes
    ----------
    name
        Function of the `with_` modules.
    words
        For the table.
    goal
        Most that evalcap may take, as a share of the fastest peer that is right.
    spread_tolerance
        Relative distance of standard errors (absolute, of p-values) that still is the same
        number; None where it is random and the table compares points alone.
    """

    name: str
    words: str
    goal: float
    spread_tolerance: float | None = 1e-3


TASKS = (
    Task("group_time", "Group-time effects, doubly robust, two covariates; overall", 0.25),
    Task("group_time_draws", "The same by event time, band of 999 multiplier draws", 0.3, None),
    Task("twfe", "Two-way fixed effects, errors clustered by unit", 0.1),
    Task("sun_abraham", "Sun-Abraham, effect at event time 0", 0.3),
    Task("imputation", "Imputation, overall", 0.3),
    Task("wild_bootstrap", "Wild bootstrap, 40 clusters, 9,999 draws", 0.25, 0.03),
)

OURS = "evalcap"
_GROUP_TIME = ("group_time", "group_time_draws")
PEERS: dict[str, tuple[str, ...]] = {
    "csdid": _GROUP_TIME,
    "diff-diff": (*_GROUP_TIME, "sun_abraham", "imputation"),
    "differences": _GROUP_TIME,
    "moderndid": _GROUP_TIME,
    "pyfixest": ("twfe", "sun_abraham", "wild_bootstrap"),
    "statspai": (*_GROUP_TIME, "twfe", "sun_abraham", "imputation", "wild_bootstrap"),
}
SCALES = (10_000, 100_000, 1_000_000)
MOST_MEGABYTES = 250
