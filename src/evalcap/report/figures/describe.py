"""Alternative text: what a figure shows, from the data it was drawn from."""

from collections.abc import Sequence

from evalcap.evidence.model import Outcome
from evalcap.evidence.results import PathRecord, PointRecord, TrendRecord
from evalcap.report.figures.forest import Row
from evalcap.report.figures.marks import Mark
from evalcap.report.figures.path import path_values
from evalcap.report.figures.trends import levels
from evalcap.words import Catalogue
from evalcap.words.names import capitalised, labelled, listed, series
from evalcap.words.numbers import decimals_for, number
from evalcap.words.reading import Reading
from evalcap.words.scale import Scale, scale_for

# Whoever listens to the page cannot skip through a list of numbers; the tables hold them all.
_MOST_POINTS = 24


def describe_path(path: PathRecord, outcome: Outcome, words: Catalogue) -> str:
    """Describe the figure of a path."""
    scale = scale_for(outcome.unit, path_values(path))
    points = [_point(p, scale, words) for p in path.points[:_MOST_POINTS]]
    left = len(path.points) - len(points)
    more = words.say("figure.alt_more", n=left) if left else ""
    head = words.say(f"figure.alt_path_{path.by}", outcome=capitalised(outcome.label))
    return f"{head} {capitalised(series(points, words))}{more}."


def _point(point: PointRecord, scale: Scale, words: Catalogue) -> str:
    label = point.label.replace("-", words.say("numbers.minus"))
    value = scale.natural(point.point)
    if point.conf_low is None or point.conf_high is None:
        return words.say("figure.alt_base", at=label)
    low, high = scale.natural(point.conf_low), scale.natural(point.conf_high)
    decimals = decimals_for((high - low) / 4, (value, low, high))
    told = Reading(value, low, high, scale, decimals, words)
    return words.say("figure.alt_point", at=label, estimate=told.with_interval())


def describe_forest(
    rows: Sequence[Row], marks: Sequence[Mark], outcome: Outcome, words: Catalogue
) -> str:
    """Describe the figure of all analyses."""
    told = series((labelled(row.label, row.reading.with_interval(), words) for row in rows), words)
    head = words.say("figure.alt_forest", n=len(rows), outcome=capitalised(outcome.label))
    held = words.say("figure.alt_marks", marks=listed([m.label for m in marks], words))
    return f"{head} {told}." + (f" {held}" if marks else "")


def describe_trends(trends: Sequence[TrendRecord], outcome: Outcome, words: Catalogue) -> str:
    """Describe the figure of both arms."""
    shown, _ = levels(trends, outcome)
    means = [t.mean for t in shown if t.mean is not None]
    # A tenth of how far the means lie apart is about what a reader sees in the figure.
    decimals = decimals_for((max(means) - min(means)) / 10, means)
    arms = (_arm(arm, shown, decimals, words) for arm in ("treated", "comparison"))
    head = words.say("figure.alt_trends", outcome=capitalised(outcome.label))
    return " ".join([head, *(arm for arm in arms if arm)])


def _arm(arm: str, trends: Sequence[TrendRecord], decimals: int, words: Catalogue) -> str:
    own = sorted((t for t in trends if t.arm == arm), key=lambda t: t.time)
    known = [(t.label, number(t.mean, decimals, words)) for t in own if t.mean is not None]
    if not known:
        return ""
    (first, start), (last, end) = known[0], known[-1]
    name = words.say(f"figure.{arm}")
    return words.say("figure.alt_arm", arm=name, first=first, start=start, last=last, end=end)
