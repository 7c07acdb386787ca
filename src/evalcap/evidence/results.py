"""Records of what was estimated."""

from typing import Literal

from evalcap.evidence.model import Count, Record


class SmallSampleRecord(Record):
    """Inference that holds with few clusters or weak instruments, beside the conventional interval.

    A limit is absent where no effect in its direction can be rejected.
    """

    method: Literal["wild_bootstrap", "jackknife", "randomisation", "anderson_rubin"]
    conf_low: float | None
    conf_high: float | None
    p_value: float
    sentence: str


class EstimateRecord(Record):
    """One estimate; `key` is `outcome/analysis`, with `/term` where a fit has several."""

    key: str
    outcome: str
    analysis: str
    term: str | None
    primary: bool
    estimator: str
    estimand: str
    point: float
    std_error: float
    conf_low: float
    conf_high: float
    p_value: float
    degrees_of_freedom: float | None
    n_obs: Count
    n_units: Count
    n_clusters: Count
    excluded: dict[str, Count]
    notes: tuple[str, ...] = ()
    small_sample: SmallSampleRecord | None = None

    @property
    def told_low(self) -> float:
        """Lower limit that a sentence may rest on: the lower one where there are two."""
        if self.small_sample is None:
            return self.conf_low
        low = self.small_sample.conf_low
        return min(self.conf_low, 0.0 if low is None else low)

    @property
    def told_high(self) -> float:
        """Upper limit that a sentence may rest on: the higher one where there are two."""
        if self.small_sample is None:
            return self.conf_high
        high = self.small_sample.conf_high
        return max(self.conf_high, 0.0 if high is None else high)

    @property
    def open_low(self) -> bool:
        """Whether no effect, however far below, can be rejected."""
        return self.small_sample is not None and self.small_sample.conf_low is None

    @property
    def open_high(self) -> bool:
        """Whether no effect, however far above, can be rejected."""
        return self.small_sample is not None and self.small_sample.conf_high is None

    def holds(self, value: float) -> bool:
        """Whether an effect lies within the limits that a sentence may rest on."""
        above, below = self.told_low <= value, value <= self.told_high
        return (above or self.open_low) and (below or self.open_high)


class OverallRecord(Record):
    """A path summarised in one number."""

    point: float
    std_error: float
    conf_low: float
    conf_high: float


class PointRecord(Record):
    """One point of a path; a base period is zero by construction and has no standard error."""

    at: float
    label: str
    point: float
    std_error: float | None
    conf_low: float | None
    conf_high: float | None
    uniform_low: float | None
    uniform_high: float | None


class PathRecord(Record):
    """Effects along event time, cohorts or the calendar; `key` is `outcome/analysis/by`."""

    key: str
    outcome: str
    analysis: str
    by: str
    overall: OverallRecord | None
    points: tuple[PointRecord, ...]
    notes: tuple[str, ...] = ()


class TrendRecord(Record):
    """Mean outcome of one arm in one period; no mean is given where people are too few."""

    outcome: str
    arm: Literal["treated", "comparison"]
    time: float
    label: str
    mean: float | None
    n_units: Count


class SubgroupRecord(Record):
    """The primary analysis in one group of people, after disclosure control."""

    key: str
    outcome: str
    analysis: str
    by: str
    level: str
    n_units: Count
    point: float | None
    conf_low: float | None
    conf_high: float | None
    reason: str = ""
