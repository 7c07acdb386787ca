"""What a check found, for the specialist and for the donor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from math import isfinite
from typing import Literal

import pandas as pd

Verdict = Literal["passed", "concern", "failed", "cannot_be_tested", "not_applicable"]
Value = float | int | str | None
Fact = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Check:
    """A verdict on one assumption, with the facts behind it.

    Attributes
    ----------
    name
        What is checked: "pre_trends", "balance", "attrition".
    verdict
        "cannot_be_tested" where the data are too few for the question, "not_applicable" where
        the question does not arise.
    sentence
        The finding in plain words, claiming no more than the check can show.
    statistic
        The test's statistic, None where there is no test.
    p_value
        Its p-value, None where there is no test.
    details
        Facts behind the verdict, one mapping a row of a table, all with the same keys; None where
        a number does not exist.
    excluded
        What was left out, counted by reason.
    notes
        What a reader must know before using the verdict.
    counts
        Units that the sentence and the statistic tell of, by what they are, as far as they may be
        few; named "treated ..." or "comparison ..." where they are of one group.
    discreet
        The finding without these, for publication where the units are few people.
    """

    name: str
    verdict: Verdict
    sentence: str
    statistic: float | None = None
    p_value: float | None = None
    details: tuple[Fact, ...] = ()
    excluded: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    discreet: str = ""

    def to_frame(self) -> pd.DataFrame:
        """Give the facts behind the verdict as tidy rows."""
        return pd.DataFrame(list(self.details))

    def __str__(self) -> str:
        return f"{_words(self.name)}: {_words(self.verdict).lower()}. {self.sentence}"

    def _repr_html_(self) -> str:
        head = f"{_words(self.name)}: {_words(self.verdict).lower()}."
        notes = "".join(f"<li>{escape(note)}</li>" for note in self.notes)
        table = self.to_frame().to_html(index=False, na_rep="") if self.details else ""
        text = f"<p><strong>{escape(head)}</strong> {escape(self.sentence)}</p>"
        return text + (f"<ul>{notes}</ul>" if notes else "") + table


def facts(columns: Mapping[str, Sequence[Value]]) -> tuple[Fact, ...]:
    """Turn columns of a table into its rows; a number that is not finite becomes None."""
    rows = zip(*columns.values(), strict=True)
    return tuple(dict(zip(columns, map(_known, row), strict=True)) for row in rows)


def _known(value: Value) -> Value:
    return None if isinstance(value, float) and not isfinite(value) else value


def _words(code: str) -> str:
    return code.replace("_", " ").capitalize()
