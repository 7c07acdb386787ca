"""What there is to translate."""

import fake_evidence as fake

from evalcap.evidence.exchange import Exchange
from evalcap.evidence.model import AnalysisRecord
from evalcap.lessons import Lessons
from evalcap.translations import Authored, written_place


def texts(evidence, lessons=None):
    found = Authored.of(evidence, lessons or Lessons()).texts
    return {written_place(place): text for place, text in found.items()}


def test_every_text_of_the_authors_has_a_place_and_empty_ones_have_none():
    evidence = fake.one_outcome(exchange=Exchange(keywords=("a", "b"), contact=" "))
    assert texts(evidence, fake.some_lessons()) == {
        "title": "Training at three border posts",
        "outcomes.score.label": "Test score",
        "outcomes.score.unit": "points",
        "lessons.start-early.title": "Begin before the season",
        "lessons.start-early.context": "Posts with seasonal traffic",
        "lessons.start-early.cause": "Officers are free to learn in winter",
        "lessons.start-early.effect": "More of them finished",
        "lessons.start-early.therefore": "Train in winter",
        "lessons.secret.title": "A weakness of one post",
        "lessons.secret.context": "Posts with seasonal traffic",
        "lessons.secret.cause": "Officers are free to learn in winter",
        "lessons.secret.effect": "More of them finished",
        "lessons.secret.therefore": "Train in winter",
        "recommendations.r1.text": "Move courses to winter.",
        "recommendations.r1.response.owner": "Training unit",
        "recommendations.r2.text": "Close the gap at that post.",
        "exchange.keywords": ("a", "b"),
    }


def test_analyses_that_share_a_name_go_by_their_keys():
    def analysis(name, outcome, note):
        return AnalysisRecord(
            name=name, outcome=outcome, estimator="twfe", primary=False, note=note
        )

    shared = (analysis("main", "score", "A"), analysis("main", "rank", "B"))
    found = texts(fake.one_outcome(analyses=(*shared, analysis("other", "score", "C"))))
    assert {place: text for place, text in found.items() if place.startswith("analyses")} == {
        "analyses.score/main.note": "A",
        "analyses.rank/main.note": "B",
        "analyses.other.note": "C",
    }
