"""Evidence: everything a report may say, and no row of data."""

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt

from evalcap.privacy.disclosure.label import PATTERN

SCHEMA_VERSION: Final = 1

Role = Literal["evaluation", "benchmark", "demonstration"]
# A count of people that is withheld is text: "<10" where they are few, else the range that anybody
# could work out, such as "27-36" or ">=10".
Count = NonNegativeInt | Annotated[str, Field(pattern=PATTERN)]


class Record(BaseModel):
    """A part of the evidence: immutable, and nothing in it that the schema does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Subject(Record):
    """What was evaluated.

    Attributes
    ----------
    role
        "benchmark" for public data from a neighbouring field, "demonstration" for simulated data.
    cycle
        Number of the evaluation cycle, from 1.
    previous_cycle
        Slug or citation of the evaluation before.
    mode
        How the programme is delivered, such as "course"; empty where the plan does not say.
    """

    slug: str
    title: str
    programme: str
    role: Role
    summary: str = ""
    countries: tuple[str, ...] = ()
    period_start: date | None = None
    period_end: date | None = None
    commissioner: str = "none"
    evaluators: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    cycle: int = 1
    previous_cycle: str = ""
    mode: str = ""


class SourceFile(Record):
    """One of the several files that a source was read from."""

    name: str
    sha256: str
    n_rows: Count


class Source(Record):
    """A file the data came from, or several that are one table; these are listed in `files`."""

    name: str
    location: str
    format: str
    sha256: str
    n_rows: Count
    licence: str = ""
    retrieved: date | None = None
    citation: str = ""
    files: tuple[SourceFile, ...] = ()


class Design(Record):
    """How the comparison is set up, in the data's own column names."""

    unit: str | None
    unit_is: Literal["person", "organisation", "place"]
    time: str
    treated_from: str | None
    cluster: str | None
    comparison: str
    periods: tuple[str, ...]
    n_rows: Count
    n_units: Count
    n_treated_units: Count
    n_clusters: Count


class Indicator(Record):
    """An indicator of somebody's list that an outcome is reported under.

    Attributes
    ----------
    source
        Where the list is published, as an address or a citation.
    """

    code: str = Field(pattern=r"\S", description="text that is not empty")
    title: str = Field(pattern=r"\S", description="text that is not empty")
    source: str = Field(pattern=r"\S", description="text that is not empty")


class Outcome(Record):
    """What was measured, and what would count as success.

    Attributes
    ----------
    unit_one
        The unit after the number one; empty where it is the same.
    std_dev
        Standard deviation of the outcome among all units in the first period, in its unit; None
        where units are too few for it to be published.
    """

    name: str
    label: str
    unit: str
    unit_one: str = ""
    better: Literal["higher", "lower"]
    family: str = ""
    primary: bool = False
    target: float | None = None
    smallest_effect: float | None = None
    compact: tuple[str, ...] = ()
    sdg: tuple[str, ...] = ()
    dac: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    std_dev: float | None = None


class CheckRow(Record):
    """One number behind a check's verdict, as a figure shows it.

    Attributes
    ----------
    label
        The covariate that was compared; empty where `at` says what the number is about.
    at
        The bound on diverging trends that the limits hold under.
    point, conf_low, conf_high
        A difference in standard deviations, or the effect's limits in the outcome's unit.
    """

    label: str = ""
    at: float | None = None
    point: float | None = None
    conf_low: float | None = None
    conf_high: float | None = None


class CheckRecord(Record):
    """A check of the design, with its verdict in plain words.

    Attributes
    ----------
    counts
        Units that the sentence and the statistic tell of, by what they are.
    """

    key: str
    outcome: str
    analysis: str
    name: str
    verdict: str
    statistic: float | None
    p_value: float | None
    sentence: str
    counts: dict[str, Count] = {}
    rows: tuple[CheckRow, ...] = ()


class FindingRecord(Record):
    """A rule about the data, and how many rows break it."""

    id: str
    severity: str
    status: str
    what: str
    why: str
    columns: tuple[str, ...]
    n_checked: Count
    n_unexpected: Count | None


class ChangeRecord(Record):
    """What standardising changed, counted by rule."""

    rule: str
    column: str
    changed: Count
    detail: str


class GradeRecord(Record):
    """Strength of the evidence of one primary analysis, 1 to 5; None where it gets none."""

    outcome: str
    analysis: str
    grade: int | None
    cap: int | None
    scale: str
    reasons: tuple[str, ...]


class Contribution(Record):
    """What the programme is meant to contribute to, as tagged by its evaluators."""

    objectives: tuple[int, ...] = ()
    actions: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    sdg: tuple[str, ...] = ()


class AnalysisRecord(Record):
    """One analysis of the plan, as it was run."""

    name: str
    outcome: str
    estimator: str
    primary: bool
    experimental: bool = False
    options: dict[str, str] = {}
    where: dict[str, tuple[str, ...]] = {}
    note: str = ""
