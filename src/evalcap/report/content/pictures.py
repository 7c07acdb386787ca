"""Which figures an outcome gets."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from evalcap.evidence import Evidence
from evalcap.evidence.model import Outcome
from evalcap.evidence.results import EstimateRecord, PathRecord, TrendRecord
from evalcap.report.content.analyses import common_scale, estimates_of, forest_rows
from evalcap.report.figures.describe import describe_forest, describe_path, describe_trends
from evalcap.report.figures.forest import Mark, Row, draw_forest
from evalcap.report.figures.path import draw_path
from evalcap.report.figures.trends import draw_trends
from evalcap.report.markdown import Markdown, figure
from evalcap.words import Catalogue
from evalcap.words.comparison import true_effect
from evalcap.words.names import analysis_name, capitalised

FOLDER = "figures"


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure that is drawn when the report's folder is made.

    Attributes
    ----------
    name
        Of its files, without extension, and of its label `fig-NAME`.
    """

    name: str
    caption: str
    alternative: str
    draw: Callable[[], Figure]

    @property
    def markdown(self) -> Markdown:
        """Its place in the document."""
        path, label = f"{FOLDER}/{self.name}", f"fig-{self.name}"
        return figure(path, caption=self.caption, alternative=self.alternative, label=label)


def pictures_of(
    evidence: Evidence, outcome: Outcome, place: int, words: Catalogue
) -> Iterator[Picture]:
    """Choose an outcome's figures: its path or else all analyses, and the trends.

    Parameters
    ----------
    place
        Number of the outcome, which names the files whatever the outcome is called.
    """
    main = next((e for e in estimates_of(evidence, outcome) if e.primary), None)
    path = _path(evidence, outcome, main)
    if path is not None:
        yield _path_picture(path, outcome, place, words)
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
    )


def _forest_picture(
    evidence: Evidence, outcome: Outcome, place: int, words: Catalogue
) -> Iterator[Picture]:
    rows = forest_rows(evidence, outcome, words)
    if not rows:
        return
    scale = common_scale(outcome, estimates_of(evidence, outcome))
    truth = true_effect(evidence, outcome)
    marks = [] if truth is None else [Mark(scale.natural(truth), words.say("figure.mark_truth"))]
    yield Picture(
        name=f"{place}-analyses",
        caption=_forest_caption(rows, outcome, words),
        alternative=describe_forest(rows, marks, outcome, words),
        draw=lambda: draw_forest(rows, scale, marks, words),
    )


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
    )
