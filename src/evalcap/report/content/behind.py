"""The numbers behind each figure, as a table."""

from collections.abc import Sequence

from evalcap.evidence.model import CheckRow, Outcome
from evalcap.evidence.results import TrendRecord
from evalcap.report.figures.divergence import bound, limits_of
from evalcap.report.figures.flow import Step
from evalcap.report.figures.forest import Row
from evalcap.report.figures.marks import Mark
from evalcap.report.figures.power import Precision, sizes
from evalcap.report.figures.trends import levels
from evalcap.report.markdown import Markdown, table
from evalcap.words import Catalogue
from evalcap.words.names import capitalised
from evalcap.words.numbers import count, decimals_for, number
from evalcap.words.reading import read_size
from evalcap.words.scale import Scale


def trends_table(trends: Sequence[TrendRecord], outcome: Outcome, words: Catalogue) -> Markdown:
    """Tabulate the means of both groups by period, with how many units each rests on."""
    shown, _ = levels(trends, outcome)
    means = [t.mean for t in shown if t.mean is not None]
    decimals = decimals_for((max(means) - min(means)) / 10, means)
    arms = ("treated", "comparison")
    by_period: dict[str, dict[str, tuple[str, str]]] = {
        t.label: {} for t in sorted(shown, key=lambda t: t.time)
    }
    for t in shown:
        told = words.say("behind.withheld") if t.mean is None else number(t.mean, decimals, words)
        by_period[t.label][t.arm] = (told, count(t.n_units, words))
    header = [words.say("behind.period")]
    for arm in arms:
        name = words.say(f"figure.{arm}")
        header += [words.say("behind.mean", arm=name), words.say("behind.units", arm=name)]
    rows = [
        (label, *(cell for arm in arms for cell in told.get(arm, ("", ""))))
        for label, told in by_period.items()
    ]
    return table(header, rows, widths=(20, 20, 20, 20, 20), align="lrrrr")


def rows_table(
    rows: Sequence[Row], marks: Sequence[Mark], scale: Scale, words: Catalogue
) -> Markdown:
    """Tabulate dots with their intervals, and the marks that they are held against."""
    told = [(row.label, row.reading.signed()) for row in rows]
    told += [(capitalised(m.label), _mark(m, scale, words)) for m in marks]
    header = [words.say("behind.what"), words.say("behind.interval")]
    return table(header, told, widths=(50, 50), align="lr")


def _mark(mark: Mark, scale: Scale, words: Catalogue) -> str:
    """Write a mark, which is on the natural scale already."""
    natural = Scale("plain", scale.unit)
    return number(mark.value, read_size(mark.value, natural, words).decimals, words)


def flow_table(steps: Sequence[Step], words: Catalogue) -> Markdown:
    """Tabulate the numbers of each step."""
    header = [words.say("behind.step"), words.say("behind.together")]
    header += [capitalised(words.say(f"figure.{arm}")) for arm in ("treated", "comparison")]
    rows = [(s.label, s.together, s.treated, s.comparison) for s in steps]
    return table(header, rows, widths=(40, 20, 20, 20), align="lrrr")


def divergence_table(rows: Sequence[CheckRow], words: Catalogue) -> Markdown:
    """Tabulate the interval under each bound, in the unit of the outcome."""
    limits = limits_of(rows)
    decimals = decimals_for((max(limits) - min(limits)) / 8, ())
    told = []
    for row in rows:
        low, high = (number(v, decimals, words) for v in limits_of([row]))
        told.append((bound(row.at or 0.0, words), words.say("amount.between", low=low, high=high)))
    header = [capitalised(words.say("divergence.axis")), words.say("behind.interval")]
    return table(header, told, widths=(60, 40), align="lr")


def power_table(
    precision: Precision, marks: Sequence[Mark], scale: Scale, words: Catalogue
) -> Markdown:
    """Tabulate the chance to find effects of several sizes."""
    effects = sorted({*sizes(precision, marks), *(mark.value for mark in marks)}, key=abs)
    natural = [scale.natural(effect) for effect in effects]
    decimals = decimals_for(max(map(abs, natural)) / 20, natural)
    rows = [
        (number(shown, decimals, words), number(100 * precision.power(effect), 0, words))
        for effect, shown in zip(effects, natural, strict=True)
    ]
    header = [words.say("behind.effect"), capitalised(words.say("power.axis"))]
    return table(header, rows, widths=(40, 60), align="rr")
