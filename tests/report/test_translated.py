"""No English of ours is left in a report in another language."""

import re
import string
import tomllib
import zipfile
from pathlib import Path

import fake_evidence as fake
import pytest

import evalcap
from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.report.content.assemble import report_content
from evalcap.report.content.outcomes import outcome_views
from evalcap.report.templates import fill
from evalcap.report.write import write_report
from evalcap.words import catalogue
from evalcap.words.catalogue import flat

ROOT = Path(__file__).parents[2]
WORDS = Path(evalcap.__file__).parent / "words"
STUDIES = ["document-checks-demo", "job-training-grants", "supported-work"]
LEAST_LETTERS = 16


def phrases(language):
    """Give every phrase that a language writes by itself."""
    for file in sorted((WORDS / language).glob("*.toml")):
        for key, text in flat(tomllib.loads(file.read_text(encoding="utf-8"))):
            if isinstance(text, str) and not key.endswith(("formulas", "source")):
                yield text


def pieces(phrase):
    """Give what stands between the places of a phrase, if it is long enough to be told apart."""
    for text, *_ in string.Formatter().parse(phrase):
        bare = text.strip(" .,:;()")
        if len(bare) >= LEAST_LETTERS and " " in bare:
            yield bare


def mute(evidence):
    """Take out what the study's authors wrote, which stays in their language."""
    subject = evidence.subject.model_copy(update={"summary": "", "title": "Ξ"})
    outcomes = tuple(o.model_copy(update={"label": "Ξ", "unit": "ξ"}) for o in evidence.outcomes)
    analyses = tuple(a.model_copy(update={"note": ""}) for a in evidence.analyses)
    sources = tuple(s.model_copy(update={"citation": "Ξ"}) for s in evidence.sources)
    changed = {"subject": subject, "outcomes": outcomes, "analyses": analyses, "sources": sources}
    return evidence.model_copy(update=changed)


def document(evidence, lessons, language):
    words = catalogue(language)
    views = outcome_views(evidence, words)
    content = report_content(evidence, lessons, views, (), words)
    filled = fill(ROOT / "reports", content)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", filled)


def english_left(text, language):
    """Find pieces of English phrases, and English words that fill a cell or a heading."""
    english, other = set(phrases("en")), set(phrases(language))
    ours = " ".join(other)
    long = {piece for phrase in english for piece in pieces(phrase) if piece not in ours}
    shown = re.sub(r"\[[^]]*\]\{lang=en\}", "", text)
    cells = {cell.strip(" #*:|") for line in shown.splitlines() for cell in line.split("|")}
    short = {p for p in english if "{" not in p and re.search("[a-z]", p)}
    short -= other | {phrase.capitalize() for phrase in other}
    return {piece for piece in long if piece in shown} | (short & cells)


@pytest.mark.parametrize("language", ["fr", "es"])
@pytest.mark.parametrize("study", STUDIES)
def test_no_phrase_of_the_english_catalogue_is_in_a_report_in_another_language(study, language):
    evidence = mute(Evidence.read(ROOT / "studies" / study / "accepted"))
    assert english_left(document(evidence, Lessons(), language), language) == set()


@pytest.mark.parametrize("language", ["fr", "es"])
@pytest.mark.parametrize("study", [fake.job_training, fake.supported_work, fake.demonstration])
def test_names_of_the_facts_about_lessons_are_translated_too(study, language):
    text = document(mute(study()), fake.some_lessons(), language)
    assert english_left(text, language) == set()


def test_the_scan_finds_english_where_it_is():
    evidence = mute(Evidence.read(ROOT / "studies" / STUDIES[0] / "accepted"))
    left = english_left(document(evidence, Lessons(), "en"), "fr")
    assert len(left) > 100


def test_what_nobody_can_translate_is_marked_as_english():
    text = document(fake.one_outcome(checks=(fake.check("passed"),)), Lessons(), "es")
    assert "[They were alike.]{lang=en}" in text


def test_the_pdf_and_the_word_document_say_their_language(tmp_path):
    made = write_report(
        fake.demonstration(),
        fake.some_lessons(),
        to=tmp_path,
        formats=("pdf", "docx"),
        engine="pandoc",
        language="es",
    )
    assert re.search(rb"/Lang ?\(es\)", made.files["pdf"].read_bytes())
    with zipfile.ZipFile(made.files["docx"]) as parts:
        assert "<dc:language>es</dc:language>" in parts.read("docProps/core.xml").decode()
        text = re.sub("<[^>]+>", "", parts.read("word/document.xml").decode())
    assert "Enseñanzas y recomendaciones" in text
    assert "Lessons and recommendations" not in text
