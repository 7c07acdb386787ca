"""The brief: two pages at most, however long the report."""

import re

import fake_evidence as fake
import pytest
from like_quarto.command import install
from like_quarto.engines import versions, words_of

from evalcap.codelists import default_folder
from evalcap.errors.report import BriefTooLongError, BriefUncountedError
from evalcap.lessons import Lessons
from evalcap.rendering import render_document
from evalcap.rendering.quarto_engine import MINIMUM
from evalcap.report import brief
from evalcap.report.brief import pages_of, write_brief
from evalcap.report.content.cover import subtitle
from evalcap.report.folder import make_folder
from evalcap.words import catalogue


def written(evidence, place, lessons=None, *, template=None, engine="pandoc", language=None):
    shipped, folder = default_folder("reports"), place / "folder"
    folder.mkdir(parents=True)
    content = make_folder(
        evidence,
        lessons or Lessons(),
        narrative=None,
        template=shipped,
        into=folder,
        language=language,
    )
    write_brief(folder, content, template=template or shipped, to=place / "out", engine=engine)
    return place / "out" / "brief.pdf"


@pytest.fixture
def many():
    """Twelve primary outcomes with long labels."""
    evidences = [
        fake.one_outcome(outcome={"name": f"o{i}", "label": f"share of {'very ' * 12}long {i}"})
        for i in range(12)
    ]
    parts = ("outcomes", "estimates", "analyses", "grades")
    return evidences[0].model_copy(
        update={p: tuple(r for e in evidences for r in getattr(e, p)) for p in parts}
    )


def test_a_report_of_one_outcome_and_one_of_twelve_both_fit_two_pages(tmp_path, many):
    for i, evidence in enumerate((fake.supported_work(), many)):
        place = tmp_path / str(i)
        place.mkdir()
        assert 1 <= pages_of(written(evidence, place, fake.some_lessons())) <= 2


def test_with_room_it_says_what_the_programme_is_what_it_means_and_for_whom(tmp_path, many):
    told = fake.subject("demonstration", summary="What it is about.")
    full = fake.demonstration().model_copy(update={"subject": told})
    written(full, tmp_path / "full", fake.some_lessons())
    text = (tmp_path / "full" / "folder" / brief.BRIEF).read_text(encoding="utf-8")
    for said in ("What it is about.", "Taken as if they were real", "# For whom"):
        assert said in text.replace("\\", ""), said
    written(many, tmp_path / "many", fake.some_lessons())
    assert "# For whom" not in (tmp_path / "many" / "folder" / brief.BRIEF).read_text()


def test_pages_are_counted_as_they_are(tmp_path):
    own = tmp_path / "reports"
    own.mkdir()
    (own / "brief.qmd").write_text("One\n\n{{< pagebreak >}}\n\nTwo\n", encoding="utf-8")
    assert pages_of(written(fake.one_outcome(), tmp_path, template=own)) == 2


def test_a_brief_that_cannot_be_made_to_fit_is_refused(tmp_path, monkeypatch):
    own = tmp_path / "reports"
    own.mkdir()
    pages = "\n\n{{< pagebreak >}}\n\n".join(["Page"] * 3)
    (own / "brief.qmd").write_text(pages, encoding="utf-8")
    monkeypatch.setattr(brief, "_MEASURES", brief._MEASURES[-1:])
    with pytest.raises(BriefTooLongError, match="takes 3 pages"):
        written(fake.one_outcome(), tmp_path, template=own)


def test_hostile_text_is_text_in_the_brief(tmp_path):
    """Read as a page, which is made from the same document as the PDF."""
    hostile = "<script>alert(2)</script> {{< include /etc/passwd >}} << title >> `=1`{=typst} #x"
    evidence = fake.one_outcome(
        outcome={"label": hostile, "unit": hostile}, subject=fake.subject(title=hostile)
    )
    written(evidence, tmp_path, fake.some_lessons(title=hostile, therefore=hostile))
    made = render_document(
        tmp_path / "folder",
        document=brief.BRIEF,
        formats=["html"],
        to=tmp_path / "page",
        engine="pandoc",
    )
    page = made.files["html"].read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "root:" not in page
    for shown in ("<script>alert(2)</script>", "{{< include /etc/passwd >}}", "<< title >>"):
        assert page.count(shown.replace("<", "&lt;").replace(">", "&gt;")) >= 4


def test_templates_without_a_brief_get_the_one_that_ships(tmp_path):
    own = tmp_path / "reports"
    own.mkdir()
    assert pages_of(written(fake.one_outcome(), tmp_path, template=own)) <= 2


def test_a_brief_whose_pages_cannot_be_counted_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(brief, "pages_of", lambda _: 0)
    with pytest.raises(BriefUncountedError, match="pandoc made cannot be counted"):
        written(fake.one_outcome(), tmp_path)


@pytest.mark.application
@pytest.mark.parametrize("language", ["fr", "es"])
@pytest.mark.parametrize("quarto", versions(MINIMUM["pdf"]))
def test_by_quarto_it_says_the_same_on_as_many_pages(tmp_path, monkeypatch, quarto, language):
    monkeypatch.setenv("QUARTO_PATH", str(install(tmp_path / "bin", *quarto)))
    evidence, lessons = fake.supported_work(), fake.some_lessons()
    made = [
        written(evidence, tmp_path / engine, lessons, engine=engine, language=language)
        for engine in ("pandoc", "quarto")
    ]
    assert pages_of(made[0]) == pages_of(made[1]) <= 2
    # Without blanks and running heads, since lines and pages may break at other words.
    head = re.sub(r"\W", "", evidence.subject.title + subtitle(evidence, catalogue(language)))
    first, second = (re.sub(r"\W", "", "".join(words_of(file))) for file in made)
    assert first.replace(head, "") == second.replace(head, "")
