"""What can be taken elsewhere from one study."""

import json

import fake_evidence as fake
import pytest

from evalcap.compact import write_study_files
from evalcap.errors.lessons import OverstatedLessonError, UnknownEvidenceError
from evalcap.lessons import Lessons


def written(entry, to):
    return {f.name: f.read_bytes() for f in write_study_files(entry.evidence, entry.lessons, to)}


def test_an_evaluation_that_keeps_every_rule_has_all_files(tmp_path, proposable):
    files = written(proposable(), tmp_path)
    assert list(files) == ["resource-card.json", "iati.xml", "practice.html", "practice.docx"]
    assert json.loads(files["resource-card.json"])["status"] == "Published"
    assert files["practice.docx"].startswith(b"PK")


def test_one_that_does_not_has_no_practice(tmp_path, proposable):
    assert list(written(proposable(status="ongoing"), tmp_path)) == [
        "resource-card.json",
        "iati.xml",
    ]


def test_a_benchmark_has_its_card_only(tmp_path):
    evidence = fake.job_training()
    lessons = Lessons(lessons=(fake.lesson(polarity="null", evidence=("log_scrap/group_time",)),))
    files = write_study_files(evidence, lessons, tmp_path)
    assert [f.name for f in files] == ["resource-card.json"]


def test_a_card_links_the_page_only_where_there_is_one(tmp_path, proposable):
    link = json.loads(written(proposable(), tmp_path)["resource-card.json"])["link"]
    (tmp_path / "index.html").write_text("report")
    again = json.loads(written(proposable(), tmp_path)["resource-card.json"])["link"]
    assert (link, again) == ("", "index.html")


def test_the_same_study_gives_the_same_bytes(tmp_path, proposable):
    assert written(proposable(), tmp_path / "a") == written(proposable(), tmp_path / "b")


@pytest.mark.parametrize(
    ("lesson", "error"),
    [
        ({"evidence": ("score/gone",)}, UnknownEvidenceError),
        ({"polarity": "negative"}, OverstatedLessonError),
    ],
)
def test_a_lesson_without_its_evidence_or_beyond_it_is_not_published(
    tmp_path, proposable, lesson, error
):
    entry = proposable(lessons=fake.some_lessons(**lesson))
    with pytest.raises(error):
        written(entry, tmp_path / "report")
    assert not (tmp_path / "report").exists()


def test_restricted_lessons_are_in_none_of_them(tmp_path, proposable):
    files = written(proposable(), tmp_path)
    assert not any(b"at that post" in content for content in files.values())
    assert not any(b"A weakness of one post" in content for content in files.values())
