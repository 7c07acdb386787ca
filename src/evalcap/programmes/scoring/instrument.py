"""A survey's scoring as data: which answer counts how much, and for which dimension."""

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Final

import numpy as np
from pydantic import Field, ValidationError, model_validator

from evalcap.errors.mistakes import mistakes
from evalcap.errors.scoring import InstrumentError, UnknownInstrumentError
from evalcap.programmes.column import Fact

Share = Annotated[float, Field(ge=0, le=1)]

# Weights are written with two decimals; their sums are exact up to rounding in floating point.
_ROUNDING: Final = 1e-9


class Question(Fact):
    """One question, and the score of each answer.

    Attributes
    ----------
    column
        Canonical column that holds the answer.
    scores
        Answer to score, from 0 to 1.
    asked_if
        Answers to the question before after which this one is asked; empty for always.
    missing
        Score where there is no answer; None for the instrument's neutral score.
    """

    column: str
    scores: Mapping[str, Share]
    asked_if: tuple[str, ...] = ()
    missing: Share | None = None


class Item(Fact):
    """What enters a dimension with one weight: a question, a mean, or two questions in turn.

    Attributes
    ----------
    number
        Number in the survey.
    name
        Canonical column of the answer; of the delivered score, for a mean or a pair.
    dimension
        The dimension it belongs to.
    weight, composite_weight
        Weight in the dimension's score, and in the composite.
    uncertain
        Whether its coding is in doubt, so that scores are also given without it.
    scores
        Answer to score, if it is a question.
    mean_of
        Names of the questions whose scores are averaged, if it is a mean.
    first, then
        The two questions whose scores are added and held within 0 and 1, if it is a pair.
    """

    number: str
    name: str
    dimension: str
    weight: Share
    composite_weight: Share
    uncertain: bool = False
    scores: Mapping[str, Share] | None = None
    mean_of: tuple[str, ...] = ()
    first: Question | None = None
    then: Question | None = None

    @model_validator(mode="after")
    def _is_one_kind(self) -> "Item":
        pair = (self.first is not None) + (self.then is not None)
        if pair == 1 or (self.scores is not None) + bool(self.mean_of) + pair // 2 != 1:
            message = f"item {self.number} needs scores, or mean_of, or both first and then"
            raise ValueError(message)
        return self

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions that are asked for this item itself."""
        if self.scores is not None:
            return (Question(column=self.name, scores=self.scores),)
        return tuple(question for question in (self.first, self.then) if question is not None)


class Instrument(Fact):
    """A survey's scoring.

    Attributes
    ----------
    name, version
        What the scoring is called, and which edition of it this is.
    title
        The survey it scores.
    source
        Where weights and scores come from.
    confirmed
        Whether they were read in their source.
    neutral
        Score of an answer that is missing.
    no_answer
        Answers that say nothing: they count as imputed, whatever they score.
    dimensions
        Dimension to its share of the composite.
    items
        In the survey's order.
    """

    name: str
    version: str
    title: str
    source: str
    confirmed: bool = True
    neutral: Share
    no_answer: tuple[str, ...]
    dimensions: Mapping[str, Share]
    items: tuple[Item, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Everything that is asked."""
        return tuple(question for item in self.items for question in item.questions)

    def contradictions(self) -> Iterator[str]:
        """Say where weights do not add up and names lead nowhere."""
        questions = {question.column for question in self.questions}
        for item in self.items:
            if item.dimension not in self.dimensions:
                yield f"item {item.number} belongs to no dimension: {item.dimension!r}"
            if absent := [name for name in item.mean_of if name not in questions]:
                yield f"item {item.number} averages what is not asked: {', '.join(absent)}"
        for name, share in self.dimensions.items():
            own = [item for item in self.items if item.dimension == name]
            yield from _sums(f"weights of {name}", [item.weight for item in own], 1)
            weights = [item.composite_weight for item in own]
            yield from _sums(f"composite weights of {name}", weights, share)
        yield from _sums("shares of the dimensions", list(self.dimensions.values()), 1)


def read_instrument(name: str | Path) -> Instrument:
    """Read a scoring by name, or from a file of the user's.

    Raises
    ------
    UnknownInstrumentError
        There is neither.
    InstrumentError
        The file is not written as a scoring, or contradicts itself; every mistake at once.
    """
    text = _text(name)
    try:
        instrument = Instrument.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise InstrumentError(name, [str(error)]) from None
    except ValidationError as error:
        raise InstrumentError(name, [str(m) for m in mistakes(error, Instrument)]) from None
    if problems := list(instrument.contradictions()):
        raise InstrumentError(name, problems)
    return instrument


def _text(name: str | Path) -> str:
    shipped = files(__package__).joinpath("instruments")
    known = {Path(file.name).stem: file for file in shipped.iterdir()}
    if str(name) in known:
        return known[str(name)].read_text(encoding="utf-8")
    file = Path(name)
    if file.suffix != ".toml" or not file.is_file():
        raise UnknownInstrumentError(str(name), known=sorted(known))
    return file.read_text(encoding="utf-8")


def _sums(what: str, weights: list[float], total: float) -> Iterator[str]:
    found = float(np.sum(weights))
    if abs(found - total) > _ROUNDING:
        yield f"{what} add up to {found:g}, not to {total:g}"
