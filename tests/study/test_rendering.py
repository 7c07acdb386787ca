"""A study's report in each of its languages."""

import re
from pathlib import Path

import pytest

from evalcap.evidence import Evidence
from evalcap.study import Study
from evalcap.study.rendering import render

STUDY = Path(__file__).parents[2] / "studies" / "job-training-grants"


def rendered(to, *languages):
    study, evidence = Study.read(STUDY), Evidence.read(STUDY / "accepted")
    subject = evidence.subject.model_copy(update={"languages": languages})
    return render(
        study,
        evidence.model_copy(update={"subject": subject}),
        to=to,
        formats=["html"],
        engine="pandoc",
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Render one study in two languages, French first."""
    to = tmp_path_factory.mktemp("report")
    made = rendered(to, "fr", "es")
    assert made.files["html"] == to / "index.html"
    return {p.relative_to(to).as_posix(): p.read_text("utf-8") for p in to.rglob("*.html")}


def test_the_first_language_is_the_report_and_every_other_has_a_folder(pages):
    assert set(pages) == {"index.html", "es/index.html"}
    assert re.search(r'<html[^>]* lang="fr"', pages["index.html"])
    assert re.search(r'<html[^>]* lang="es"', pages["es/index.html"])


def test_each_page_links_the_others(pages):
    assert re.search(
        r'<a href="es/index\.html"[^>]* lang="es"[^>]*>Español</a>', pages["index.html"]
    )
    assert re.search(r'<a href="\.\./index\.html"[^>]* lang="fr"', pages["es/index.html"])


def test_a_study_in_one_language_links_none(tmp_path):
    rendered(tmp_path, "en")
    assert "Other languages" not in (tmp_path / "index.html").read_text("utf-8")
