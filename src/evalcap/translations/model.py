"""The form of translations/fr.toml: texts alone, under the names that the study gives them."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from evalcap.translations.texts import Place, Text, Texts


def _filled(text: str) -> str:
    if not text.strip():
        msg = "must not be empty; leave the key out to keep the original"
        raise ValueError(msg)
    return text


Filled = Annotated[str, AfterValidator(_filled)]
# TOML has lists alone, which strict models do not take for anything else.
FilledList = Annotated[tuple[Filled, ...], Field(strict=False, min_length=1)]


class Section(BaseModel):
    """A part of a file of translations; what it leaves out stays as its authors wrote it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class OutcomeTexts(Section):
    """What a reader calls an outcome, and its unit, also as it is after the number one."""

    label: Filled | None = None
    unit: Filled | None = None
    unit_one: Filled | None = None


class AnalysisTexts(Section):
    """What is said of an analysis."""

    note: Filled | None = None


class LessonTexts(Section):
    """What a lesson says."""

    title: Filled | None = None
    context: Filled | None = None
    cause: Filled | None = None
    effect: Filled | None = None
    therefore: Filled | None = None
    preconditions: Filled | None = None
    applies_where: Filled | None = None
    target_users: Filled | None = None


class ResponseTexts(Section):
    """What management says of its own."""

    reason: Filled | None = None
    action: Filled | None = None
    owner: Filled | None = None


class RecommendationTexts(Section):
    """What is recommended, and the answer to it."""

    text: Filled | None = None
    response: ResponseTexts = ResponseTexts()


class ExchangeTexts(Section):
    """What exports say beyond what was found."""

    implementers: FilledList | None = None
    partners: FilledList | None = None
    publisher: Filled | None = None
    contact: Filled | None = None
    innovation: Filled | None = None
    replication: Filled | None = None
    sustainability: Filled | None = None
    audience: Filled | None = None
    keywords: FilledList | None = None


class Translation(Section):
    """A study's own words in one more language.

    Attributes
    ----------
    outcomes, analyses, lessons, recommendations
        By the names and ids of the study; an analysis also by its key, `outcome/analysis`.
    names
        What countries, evaluators, sources' licences and groups of people are called, by how the
        study writes them.
    acronyms
        Those of the translated texts, spelled out.
    """

    title: Filled | None = None
    summary: Filled | None = None
    outcomes: dict[str, OutcomeTexts] = {}
    analyses: dict[str, AnalysisTexts] = {}
    lessons: dict[str, LessonTexts] = {}
    recommendations: dict[str, RecommendationTexts] = {}
    exchange: ExchangeTexts = ExchangeTexts()
    names: dict[str, Filled] = {}
    acronyms: dict[str, Filled] = {}

    @property
    def texts(self) -> dict[Place, Text]:
        """Give every text by its place, apart from names and acronyms."""
        return dict(_flat(self.model_dump(exclude={"names", "acronyms"}, exclude_none=True)))

    def fitting(self, written: Texts, shown: Texts) -> Self:
        """Keep the texts whose original is shown as it was when it was translated.

        Parameters
        ----------
        written
            The originals that were translated.
        shown
            The originals of a report, perhaps one of an earlier cycle.
        """
        kept: dict[str, Any] = {"names": self.names, "acronyms": self.acronyms}
        for place, text in self.texts.items():
            if written.get(place) == shown.get(place):
                above = kept
                for step in place[:-1]:
                    above = above.setdefault(step, {})
                above[place[-1]] = text
        return type(self).model_validate(kept)


def _flat(table: Mapping[str, object], above: Place = ()) -> Iterator[tuple[Place, Text]]:
    for key, value in table.items():
        place = (*above, key)
        if isinstance(value, Mapping):
            yield from _flat(value, place)
        elif isinstance(value, str | tuple):
            yield place, value
