from datetime import date

import pytest

from evalcap.errors.lessons import (
    LessonsUnreadableError,
    OverstatedLessonError,
    UnknownEvidenceError,
)
from evalcap.lessons import Lesson, Lessons, Recommendation

LESSON = """
[[lessons]]
id = "tests-before"
title = "Test officers before the course"
context = "A course for border officers"
cause = "Officers were tested before and after"
effect = "Scores rose by two points"
therefore = "Test before every course"
polarity = "positive"
evidence = ["score/main"]
"""
RECOMMENDATION = """
[[recommendations]]
id = "test-all"
text = "Test every officer."
lessons = ["tests-before"]
"""


def _read(folder, text):
    (folder / "lessons.toml").write_text(text, encoding="utf-8")
    return Lessons.read(folder)


def _lesson(polarity, *evidence, **more):
    words = dict.fromkeys(("title", "context", "cause", "effect", "therefore"), "words")
    return Lesson(id="x", polarity=polarity, evidence=evidence, **words, **more)


def _mistakes(folder, text):
    with pytest.raises(LessonsUnreadableError) as caught:
        _read(folder, text)
    return caught.value.wrong


def test_a_study_without_a_file_has_no_lessons_yet(tmp_path):
    assert Lessons.read(tmp_path) == Lessons()


def test_lessons_and_recommendations_are_read(tmp_path):
    response = (
        '[recommendations.response]\nresponse = "accepted"\naction = "Test them"\n'
        'owner = "Training unit"\ndue = 2025-03-31\n'
    )
    read = _read(tmp_path, LESSON + RECOMMENDATION + response)
    assert read.lessons[0].evidence == ("score/main",)
    assert read.recommendations[0].priority == "medium"
    assert read.recommendations[0].response.due == date(2025, 3, 31)


def test_a_file_that_begins_with_a_byte_order_mark_is_read(tmp_path):
    (tmp_path / "lessons.toml").write_text(LESSON, encoding="utf-8-sig")
    assert len(Lessons.read(tmp_path).lessons) == 1


def test_every_mistake_is_named_at_once_with_its_key(tmp_path):
    text = LESSON.replace('title = "Test', 'titel = "Test').replace("positive", "good")
    said = _mistakes(tmp_path, text + RECOMMENDATION.replace('["tests-before"]', "[]"))
    assert f"{tmp_path.name}/lessons.toml has 4 mistakes:" in said
    assert "lessons[1].title: missing" in said
    assert "lessons[1].titel: unknown key (did you mean 'title'?)" in said
    assert "lessons[1].polarity: must be 'positive', 'negative' or 'null' (got 'good')" in said
    assert "recommendations[1].lessons: must not be empty" in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('evidence = ["score/main"]', "evidence = []", "lessons[1].evidence: must not be empty"),
        ('evidence = ["score/main"]', 'evidence = "score/main"', "must be a list"),
        ("polarity", "objectives = [24]\npolarity", "lessons[1].objectives[1]"),
        ("polarity", 'actions = ["eleven"]\npolarity', "such as 11(c)"),
        ("polarity", 'principles = ["k"]\npolarity', "must be a letter from a to j"),
        ("polarity", 'sdg = ["sixteen"]\npolarity', "must be a target such as 16.9"),
        ("polarity", 'dac_criterion = "value"\npolarity', "'effectiveness'"),
        ("A course for border officers", " ", "lessons[1].context: must be text that is not"),
    ],
)
def test_each_key_says_what_it_takes(tmp_path, old, new, said):
    assert said in _mistakes(tmp_path, LESSON.replace(old, new))


def test_a_file_that_is_no_toml_says_the_line(tmp_path):
    assert "it is not TOML" in _mistakes(tmp_path, LESSON + "polarity")


def test_a_file_in_another_encoding_says_the_line(tmp_path):
    text = LESSON.replace("border", "frontière")
    (tmp_path / "lessons.toml").write_text(text, encoding="latin-1")
    with pytest.raises(LessonsUnreadableError, match="line 5 is not text in UTF-8"):
        Lessons.read(tmp_path)


def test_two_lessons_of_one_name_are_refused(tmp_path):
    said = _mistakes(tmp_path, LESSON + LESSON)
    assert "lessons[2].id: 'tests-before' is used a second time" in said


def test_a_recommendation_rests_on_lessons_that_exist(tmp_path):
    said = _mistakes(tmp_path, LESSON + RECOMMENDATION.replace("tests-before", "tests-befor"))
    assert "recommendations[1].lessons: there is no lesson 'tests-befor'" in said


def test_a_rejection_gives_its_reason(tmp_path):
    rejected = '[recommendations.response]\nresponse = "rejected"\n'
    said = _mistakes(tmp_path, LESSON + RECOMMENDATION + rejected)
    assert "recommendations[1].response.reason: missing" in said
    reasoned = rejected + 'reason = "No budget"\n'
    assert _read(tmp_path, LESSON + RECOMMENDATION + reasoned).recommendations


def test_restricted_lessons_are_not_public():
    public = _lesson("null", "score/main")
    restricted = _lesson("null", "score/main", sensitivity="restricted")
    assert Lessons(lessons=(public, restricted)).public() == (public,)


def test_a_recommendation_that_rests_on_a_restricted_lesson_is_not_public():
    public = _lesson("null", "score/main")
    secret = public.model_copy(update={"id": "y", "sensitivity": "restricted"})
    recommendations = tuple(
        Recommendation(id=name, text="Do it.", lessons=on)
        for name, on in (("open", ("x",)), ("both", ("x", "y")), ("secret", ("y",)))
    )
    lessons = Lessons(lessons=(public, secret), recommendations=recommendations)
    assert [r.id for r in lessons.public_recommendations()] == ["open"]


def test_a_key_that_the_evidence_lacks_is_named_with_its_lesson(evidence):
    lessons = Lessons(lessons=(_lesson("null", "score/main", "score/gone", "score/lost"),))
    with pytest.raises(UnknownEvidenceError) as caught:
        lessons.require_evidence(evidence())
    assert "x: score/gone, score/lost" in caught.value.wrong
    assert "score/main" in caught.value.needed


def test_a_dead_key_shows_although_a_recommendation_has_the_lesson_s_name(tmp_path, evidence):
    same = RECOMMENDATION.replace("test-all", "tests-before")
    lessons = _read(tmp_path, LESSON.replace("score/main", "score/gone") + same)
    with pytest.raises(UnknownEvidenceError, match="tests-before: score/gone"):
        lessons.require_evidence(evidence())


@pytest.mark.parametrize("key", ["score/main", "score/main/event_time", "score/main/sex=female"])
def test_a_null_lesson_may_cite_anything_there_is(evidence, key):
    Lessons(lessons=(_lesson("null", key),)).require_evidence(evidence())


@pytest.mark.parametrize(
    ("key", "limits", "polarity"),
    [
        ("score__main", (0.1, 3.0), "positive"),
        ("score__main", (-3.0, -0.1), "negative"),
        ("scrap__main", (-3.0, -0.1), "positive"),
        ("scrap__main", (0.1, 3.0), "negative"),
    ],
)
def test_an_interval_wholly_on_one_side_carries_that_lesson_and_not_its_opposite(
    evidence, key, limits, polarity
):
    found = evidence(**{key: limits})
    cited = key.replace("__", "/")
    Lessons(lessons=(_lesson(polarity, cited),)).require_evidence(found)
    opposite = {"positive": "negative", "negative": "positive"}[polarity]
    with pytest.raises(OverstatedLessonError, match=f"x is {opposite}, on {cited}"):
        Lessons(lessons=(_lesson(opposite, cited),)).require_evidence(found)


@pytest.mark.parametrize("polarity", ["positive", "negative"])
@pytest.mark.parametrize("limits", [(-0.1, 3.0), (-3.0, 0.1), (0.0, 3.0), (-3.0, 0.0)])
def test_an_interval_with_no_change_in_it_carries_a_null_lesson_only(evidence, polarity, limits):
    found = evidence(score__main=limits)
    Lessons(lessons=(_lesson("null", "score/main"),)).require_evidence(found)
    with pytest.raises(OverstatedLessonError, match="score/main: "):
        Lessons(lessons=(_lesson(polarity, "score/main"),)).require_evidence(found)


def test_a_lesson_on_a_path_alone_claims_too_much(evidence):
    with pytest.raises(OverstatedLessonError, match="x is positive, on no estimate"):
        Lessons(lessons=(_lesson("positive", "score/main/event_time"),)).require_evidence(
            evidence()
        )


def test_one_estimate_of_several_carries_a_lesson(evidence):
    found = evidence(score__main=(1.0, 3.0), score__other=(-1.0, 3.0))
    lessons = Lessons(lessons=(_lesson("positive", "score/main", "score/other"),))
    lessons.require_evidence(found)


def test_a_secondary_estimate_does_not_carry_a_lesson_against_the_primary_one(evidence):
    found = evidence(score__main=(-1.0, 3.0), score__other=(1.0, 3.0))
    lessons = Lessons(lessons=(_lesson("positive", "score/main", "score/other"),))
    with pytest.raises(OverstatedLessonError):
        lessons.require_evidence(found)


def test_all_overstated_lessons_are_named_at_once(evidence):
    found = evidence(score__main=(-1.0, 1.0))
    lessons = [_lesson(p, "score/main") for p in ("positive", "negative", "null")]
    with pytest.raises(OverstatedLessonError) as caught:
        Lessons(lessons=tuple(lessons)).require_evidence(found)
    assert caught.value.wrong.count("score/main: -1 to 1") == 2
    assert "null" in caught.value.do


def test_what_is_published_has_no_restricted_lesson_and_nothing_that_rests_on_one():
    open_one = _lesson("null", "score/main")
    secret = open_one.model_copy(update={"id": "secret", "sensitivity": "restricted"})
    advice = [Recommendation(id=x, text="Do it.", lessons=(x,)) for x in ("x", "secret")]
    shown = Lessons(lessons=(open_one, secret), recommendations=tuple(advice)).published()
    assert [lesson.id for lesson in shown.lessons] == ["x"]
    assert [r.id for r in shown.recommendations] == ["x"]
