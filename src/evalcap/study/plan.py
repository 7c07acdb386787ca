"""study.toml: the pre-analysis plan, as a typed model."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from evalcap.evidence.exchange import Exchange
from evalcap.evidence.model import Indicator, Role
from evalcap.privacy.disclosure.rules import RoundingMethod
from evalcap.study.data_sections import SourceSection, WavesSection, WideSection
from evalcap.study.estimators import EstimatorName
from evalcap.study.privacy_section import PrivacySection
from evalcap.study.section import Identifier, Section

Programme = Literal["training", "document_verification", "reintegration"]


class Period(Section):
    """What the evaluation covers."""

    start: date
    end: date


class DesignSection(Section):
    """Which columns carry the design, by canonical name."""

    unit: str | None = None
    unit_is: Literal["person", "organisation", "place"] = "person"
    time: str
    treated_from: str | None = None
    treated: str | None = None
    never: int | str | None = None
    cluster: str | None = None
    weight: str | None = None
    comparison: Literal["never_treated", "not_yet_treated"] = "never_treated"


class OutcomeSection(Section):
    """What is measured, and what would count as success."""

    name: Identifier
    label: str
    unit: str
    unit_one: str = ""
    better: Literal["higher", "lower"]
    family: str = ""
    primary: bool = False
    target: float | None = None
    smallest_effect: float | None = Field(default=None, gt=0)
    compact: tuple[str, ...] = ()
    sdg: tuple[str, ...] = ()
    dac: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()


class AnalysisSection(Section):
    """One call of an estimator.

    Attributes
    ----------
    where
        Column to the values whose rows are used; the others are counted.
    experimental
        Whether the comparison group was randomised.
    note
        What a reader must know to set this analysis beside the others.
    """

    name: Identifier
    outcome: str
    estimator: EstimatorName
    primary: bool = False
    experimental: bool = False
    options: dict[str, Any] = Field(default_factory=dict)
    where: dict[str, Annotated[tuple[str | int | float, ...], Field(min_length=1)]] = Field(
        default_factory=dict
    )
    note: str = ""


class DisaggregateSection(Section):
    """For which groups of people the primary analyses are repeated."""

    by: tuple[str, ...] = ()


class CostsSection(Section):
    """What the programme cost."""

    total: float = Field(gt=0)
    currency: str
    units_served: int | None = Field(default=None, gt=0)
    note: str = ""


class CycleSection(Section):
    """When the evaluation is repeated."""

    every: str = Field(
        default="",
        pattern=r"^(|\d+ (month|months|year|years))$",
        description='a number of months or years, such as "6 months", or empty',
    )
    due: date | None = None


class DisclosureSection(Section):
    """How published counts and means of people are protected.

    Attributes
    ----------
    min_cell
        Counts of fewer people read "<10".
    protection
        No withheld count can be narrowed down further than to a range wider than this.
    rounding, rounding_method
        Other counts are rounded to a multiple of this, each by itself or so that they add up.
    dominant, dominance
        A mean is withheld if so many people make up more than this share of it.
    ratio
        It is also withheld if the second largest could work out the largest to within this share.
    """

    min_cell: int = Field(default=10, ge=1, strict=True)
    protection: int | None = Field(default=None, ge=0, strict=True)
    rounding: int = Field(default=1, ge=1, strict=True)
    rounding_method: RoundingMethod = "nearest"
    dominant: int = Field(default=2, ge=1, strict=True)
    dominance: float = Field(default=0.9, gt=0, le=1)
    ratio: float = Field(default=0.1, ge=0, lt=1)


class RetentionSection(Section):
    """How long working copies of the data are kept."""

    until: date | None = None
    note: str = ""


class CompactSection(Section):
    """What the programme is meant to contribute to."""

    objectives: tuple[Annotated[int, Field(ge=1, le=23)], ...] = ()
    actions: tuple[Annotated[str, Field(pattern=r"^\d{1,2}\([a-l]\)$")], ...] = Field(
        default=(), description="an objective and the letter of its action, such as 11(c)"
    )
    principles: tuple[Annotated[str, Field(pattern=r"^[a-j]$")], ...] = Field(
        default=(), description="a letter from a to j"
    )
    sdg: tuple[str, ...] = ()


class Plan(Section):
    """The whole of study.toml, key by key; `consistency` says what keys ask of each other."""

    title: str
    programme: Programme
    mode: Identifier | Literal[""] = ""
    role: Role = "evaluation"
    summary: str = ""
    countries: tuple[str, ...] = ()
    period: Period | None = None
    commissioner: str
    evaluators: tuple[str, ...] = ()
    languages: tuple[Literal["en", "fr", "es"], ...] = ("en",)
    previous_cycle: str = ""
    truth: str | None = None
    sources: tuple[SourceSection, ...] = Field(min_length=1)
    wide: WideSection | None = None
    columns: dict[str, str] = Field(default_factory=dict)
    recode: dict[str, dict[str, Any]] = Field(default_factory=dict)
    units: dict[str, str] = Field(default_factory=dict)
    waves: WavesSection | None = None
    design: DesignSection
    outcomes: tuple[OutcomeSection, ...] = Field(min_length=1)
    analyses: tuple[AnalysisSection, ...] = Field(min_length=1)
    disaggregate: DisaggregateSection = DisaggregateSection()
    costs: CostsSection | None = None
    cycle: CycleSection = CycleSection()
    disclosure: DisclosureSection = DisclosureSection()
    privacy: PrivacySection = PrivacySection()
    retention: RetentionSection = RetentionSection()
    compact: CompactSection = CompactSection()
    exchange: Exchange = Exchange()

    def outcome(self, name: str) -> OutcomeSection:
        """Find an outcome by name."""
        return next(o for o in self.outcomes if o.name == name)
