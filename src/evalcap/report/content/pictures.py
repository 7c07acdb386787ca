"""Which figures an outcome gets."""

from collections.abc import Iterator, Sequence
from math import isfinite

from evalcap.evidence import Evidence
from evalcap.evidence.model import Outcome
from evalcap.evidence.results import EstimateRecord, PathRecord, TrendRecord
from evalcap.report.content.analyses import common_scale, estimates_of, forest_rows
from evalcap.report.content.annexes import path_table
from evalcap.report.content.behind import rows_table, trends_table
from evalcap.report.content.picture import Picture
from evalcap.report.content.support import plan_marks
from evalcap.report.figures.describe import describe_forest, describe_path, describe_trends
from evalcap.report.figures.forest import Row, draw_forest
from evalcap.report.figures.marks import Mark
from evalcap.report.figures.path import draw_path
from evalcap.report.figures.trends import draw_trends
from evalcap.words import Catalogue
from evalcap.words.comparison import true_effect
from evalcap.words.names import analysis_name, capitalised
from evalcap.words.scale import Scale


def pictures_of(
    evidence: Evidence, outcome: Outcome, place: int, words: Catalogue
) -> Iterator[Picture]:
    """Choose an outcome's figures: its path and the plan's marks or else all analyses; trends.

    Parameters
    ----------
    place
        Number of the outcome, which names the files whatever the outcome is called.
    """
    main = next((e for e in estimates_of(evidence, outcome) if e.primary), None)
    path = _path(evidence, outcome, main)
    if path is not None:
        yield _path_picture(path, outcome, place, words)
        yield from _target_picture(evidence, outcome, place, words)
    else:
        yield from _forest_picture(evidence, outcome, place, words)
    trends = [t for t in evidence.trends if t.outcome == outcome.name]
    if sum(t.mean is not None for t in trends) > 1:
        yield _trends_picture(trends, outcome, place, words)


def _path(evidence: Evidence, outcome: Outcome, main: EstimateRecord | None) -> PathRecord | None:
    """Find the path of the primary analysis, by event time where there are several."""
    own = [p for p in evidence.paths if p.outcome == outcome.name and len(p.points) > 1]
    if main is not None:
        own = [p for p in own if p.analysis == main.analysis]
    return min(own, key=lambda p: p.by != "event_time", default=None)


def _path_picture(path: PathRecord, outcome: Outcome, place: int, words: Catalogue) -> Picture:
    analysis = analysis_name(path.analysis, words)
    caption = words.say(
        "figure.caption_path", outcome=capitalised(outcome.label), analysis=analysis
    )
    if any(point.conf_low is None for point in path.points):
        caption += " " + words.say("figure.caption_base")
    return Picture(
        name=f"{place}-path",
        caption=caption,
        alternative=describe_path(path, outcome, words),
        draw=lambda: draw_path(path, outcome, words),
        behind=path_table(path, words),
        path=path.key,
    )


def _forest_picture(
    evidence: Evidence, outcome: Outcome, place: int, words: Catalogue
) -> Iterator[Picture]:
    rows = forest_rows(evidence, outcome, words)
    if not rows:
        return
    scale = common_scale(outcome, estimates_of(evidence, outcome))
    truth = true_effect(evidence, outcome)
    marks = _natural(plan_marks(outcome, words), scale)
    if truth is not None:
        marks.append(Mark(scale.natural(truth), words.say("figure.mark_truth")))
    yield Picture(
        name=f"{place}-analyses",
        caption=_forest_caption(rows, outcome, words),
        alternative=describe_forest(rows, marks, outcome, words),
        draw=lambda: draw_forest(rows, scale, marks, words),
    )


def _target_picture(
    evidence: Evidence, outcome: Outcome, place: int, words: Catalogue
) -> Iterator[Picture]:
    """Set the primary analysis against the marks of the plan, where all analyses are not drawn."""
    rows = [row for row in forest_rows(evidence, outcome, words) if row.primary]
    if not rows or not (planned := plan_marks(outcome, words)):
        return
    scale = common_scale(outcome, estimates_of(evidence, outcome))
    marks = _natural(planned, scale)
    label = capitalised(outcome.label)
    yield Picture(
        name=f"{place}-target",
        caption=words.say("figure.caption_target", outcome=label),
        alternative=describe_forest(rows, marks, outcome, words),
        draw=lambda: draw_forest(rows, scale, marks, words),
        behind=rows_table(rows, marks, scale, words),
    )


def _natural(marks: Sequence[Mark], scale: Scale) -> list[Mark]:
    """Put marks on the scale; one that lies beyond every number of it has no place."""
    natural = (Mark(scale.natural(mark.value), mark.label) for mark in marks)
    return [mark for mark in natural if isfinite(mark.value)]


def _forest_caption(rows: Sequence[Row], outcome: Outcome, words: Catalogue) -> str:
    caption = words.say("figure.caption_forest", outcome=capitalised(outcome.label))
    if any(row.experimental for row in rows):
        caption += " " + words.say("figure.caption_forest_experiment")
    return caption


def _trends_picture(
    trends: Sequence[TrendRecord], outcome: Outcome, place: int, words: Catalogue
) -> Picture:
    caption = words.say("figure.caption_trends", outcome=capitalised(outcome.label))
    if any(t.mean is None for t in trends):
        caption += " " + words.say("figure.caption_withheld")
    return Picture(
        name=f"{place}-trends",
        caption=caption,
        alternative=describe_trends(trends, outcome, words),
        draw=lambda: draw_trends(trends, outcome, words),
        behind=trends_table(trends, outcome, words),
    )
