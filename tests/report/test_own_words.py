"""A whole report whose authors' words are translated, in part or not at all."""

import re
import zipfile
from base64 import b64decode
from html import unescape
from pathlib import Path

import fake_evidence as fake
import pytest

from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.report.write import write_report
from evalcap.translations import Authored, Translation
from evalcap.translations.coverage import names_of

STUDY = Path(__file__).parents[2] / "studies" / "document-checks-demo"
NASTY = (
    "{a} << title >> <% if x %> <b>bold</b> <script>alert(1)</script> {{< var study.title >}} "
    "$x$ 100 % #let [a](b) *c* `d` =SUM(A1)"
)


def everything(evidence, lessons, text="Ψ"):
    """Translate every text of a study, each into one that tells where it came from."""
    nested = {}
    for n, (place, original) in enumerate(Authored.of(evidence, lessons).texts.items()):
        above = nested
        for step in place[:-1]:
            above = above.setdefault(step, {})
        told = f"{text}{n}"
        above[place[-1]] = told if isinstance(original, str) else [told] * len(original)
    nested["names"] = {name: f"{text} {name[::-1]}" for name in names_of(evidence) if name}
    return Translation.model_validate(nested)


def page(evidence, lessons, translation, to, **more):
    made = write_report(
        *(evidence, lessons),
        to=to,
        engine="pandoc",
        language="fr",
        translation=translation,
        **{"formats": ["html"], **more},
    )
    return made.files["html"].read_text(encoding="utf-8") if "html" in made.files else made


def texts_of(evidence, lessons):
    """Give every text of the authors that is long enough to be told apart."""
    found = Authored.of(evidence, lessons.model_copy(update={"lessons": lessons.public()})).texts
    flat = [t for text in found.values() for t in ([text] if isinstance(text, str) else text)]
    return [text for text in flat if len(text) > 5]


def plain(text):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<style.*?</style>", "", text, flags=re.DOTALL)))


def drawn_on(shown):
    """Give the figures of a page, whose text is text."""
    found = re.findall(r"data:image/svg\+xml;base64,([\w+/=]+)", shown)
    return [b64decode(drawn).decode() for drawn in found]


@pytest.fixture(scope="module")
def demonstration():
    return Evidence.read(STUDY / "accepted"), Lessons.read(STUDY)


def test_a_page_holds_no_word_of_the_authors_when_all_is_translated(demonstration, tmp_path):
    evidence, lessons = demonstration
    shown = plain(page(evidence, lessons, everything(evidence, lessons), tmp_path))
    assert [text for text in texts_of(evidence, lessons) if text in shown] == []
    # Only official titles, which nobody can translate, are in English.
    english = set(re.findall(r'<span lang="en">([^<]{1,20})', shown))
    assert english == {"By 2030, provide leg", "ICAO TRIP strategy"}


def test_the_scan_finds_the_authors_words_where_they_are(demonstration, tmp_path):
    evidence, lessons = demonstration
    shown = plain(page(evidence, lessons, None, tmp_path))
    left = {text for text in texts_of(evidence, lessons) if text in shown}
    assert len(left) > 15


def test_the_text_of_figures_and_what_describes_them_is_translated(demonstration, tmp_path):
    evidence, lessons = demonstration
    translation = Translation.model_validate(
        {"outcomes": {"detections": {"label": "Étiquette", "unit": "unité mesurée"}}}
    )
    shown = page(evidence, lessons, translation, tmp_path)
    drawings = drawn_on(shown)
    assert len(drawings) > 3
    assert any("unité mesurée" in drawn for drawn in drawings)
    assert not any("detections a month" in drawn for drawn in drawings)
    described = re.findall(r'(?:aria-label|alt)="([^"]+)"', shown)
    assert any("Étiquette" in told for told in described)
    assert not any("Fraudulent" in told for told in described)
    assert "Fraudulent documents detected" not in shown


def test_a_text_that_lacks_falls_back_to_the_original_and_is_marked(tmp_path):
    evidence = fake.one_outcome(subject=fake.subject(summary="Did it work?"))
    translation = Translation.model_validate(
        {"title": "Formation", "lessons": {"start-early": {"title": "Commencer tôt"}}}
    )
    shown = page(evidence, fake.some_lessons(), translation, tmp_path)
    assert '<span lang="en">Did it work?</span>' in shown
    assert '<span lang="en">Train in winter</span>' in shown
    assert re.search(r"<h2[^>]*>.*<span lang=\"en\">Test score</span></h2>", shown)
    assert '<h1 class="title">Formation</h1>' in shown
    assert "Commencer tôt</h2>" in shown


def test_in_the_language_of_the_authors_nothing_is_marked(demonstration, tmp_path):
    evidence, lessons = demonstration
    made = write_report(evidence, lessons, to=tmp_path, formats=["html"], engine="pandoc")
    shown = made.files["html"].read_text(encoding="utf-8")
    assert re.findall(r'<(?!html)[^>]* lang="en"', shown) == []


def test_whatever_a_translation_holds_is_shown_as_text(tmp_path):
    evidence = fake.one_outcome()
    translation = everything(evidence, fake.some_lessons(), NASTY)
    made = page(
        evidence,
        fake.some_lessons(),
        translation,
        tmp_path,
        formats=["html", "pdf", "docx", "xlsx"],
    )
    shown = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert made
    assert "<script>alert" not in shown
    assert "<b>bold</b>" not in shown
    assert plain(shown).count(NASTY) > 5
    with zipfile.ZipFile(tmp_path / "tables.xlsx") as parts:
        sheets = "".join(parts.read(n).decode() for n in parts.namelist() if "sheet" in n)
    assert "<f>" not in sheets


def test_a_translation_turns_no_mark_of_simulated_data_off(demonstration, tmp_path):
    evidence, lessons = demonstration
    translation = everything(evidence, lessons, "Données réelles ")
    shown = plain(page(evidence, lessons, translation, tmp_path))
    assert "Données simulées de démonstration" in shown
    assert "Établi à partir de données simulées de démonstration" in shown
    assert "sans note, les données étant simulées" in shown


def test_properties_of_word_documents_and_the_workbook_are_translated(tmp_path):
    translation = Translation.model_validate(
        {"title": "Formation", "outcomes": {"score": {"label": "Note au test"}}}
    )
    page(
        fake.one_outcome(),
        fake.some_lessons(),
        translation,
        tmp_path,
        formats=["docx", "xlsx"],
    )
    for name in ("report.docx", "tables.xlsx"):
        with zipfile.ZipFile(tmp_path / name) as parts:
            assert ">Formation<" in parts.read("docProps/core.xml").decode()
            told = "".join(parts.read(n).decode() for n in parts.namelist() if n.endswith(".xml"))
        assert "Note au test" in told
        assert "Test score" not in told
        assert "{lang" not in told
