"""The site and what is exchanged, in several languages."""

import html
import re
import string
import zipfile
from html.parser import HTMLParser

import fake_evidence as fake
import fake_portfolio as many
import pytest

from evalcap.compact import write_compact, write_study_files
from evalcap.evidence.exchange import Exchange
from evalcap.evidence.model import Contribution
from evalcap.portfolio import Entry
from evalcap.site import write_site
from evalcap.words import report_places
from evalcap.words.catalogue import site_catalogue

LANGUAGES = ("fr", "es", "en")
LEAST_LETTERS = 16
READY = Exchange(status="completed", scope="national", innovation="Ξ", replication="Ξ")
REPORT = ("index.html", "report.pdf", "report.docx")
FILES = (*REPORT, "practice.html", "practice.docx", "iati.xml", "resource-card.json")
VOID = {"meta", "link", "img", "br", "input"}


class Spoken(HTMLParser):
    """The text of a page with the language that it is said to be in, and where its links lead."""

    def __init__(self, page):
        super().__init__()
        self.open, self.texts, self.links, self.styled = [], [], [], False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        around = self.open[-1] if self.open else None
        self.links += [found[name] for name in ("href", "src") if name in found]
        self.styled = tag in {"style", "script"}
        language = found.get("lang", around)
        self.texts += [(language, found["alt"])] if found.get("alt") else []
        self.texts += [(language, found["aria-label"])] if "aria-label" in found else []
        if tag not in VOID:
            self.open.append(language)

    def handle_endtag(self, _tag):
        self.open.pop()
        self.styled = False

    def handle_data(self, data):
        if self.open and not self.styled and data.strip():
            self.texts.append((self.open[-1], data))


def entries():
    """Make evaluations of French authors, one of English ones, and simulated ones."""
    french = {"languages": ("fr", "en")}
    told = {"label": "Ξ", "unit": "ξ"}
    tags = Contribution(objectives=(11, 17), principles=("f",), actions=("11(a)",))
    evidence = fake.one_outcome(
        subject=fake.subject(title="Ξ", commissioner="Ξ", countries=("Ξ",), **french),
        outcome=told | {"target": 4},
        contribution=tags,
        exchange=READY,
    )
    own = Entry(evidence, fake.some_lessons(), FILES)
    alike = [many.study(f"s{i}", 4.0 + i, outcome=told) for i in range(4)]
    simulated = [many.study(f"d{i}", 4.0 + i, role="demonstration") for i in range(4)]
    return [own, *alike, *simulated]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Write everything in three languages, the first French."""
    folder = tmp_path_factory.mktemp("site")
    given = entries()
    write_site(given, folder, languages=LANGUAGES, failed={"x": "The file is missing."})
    write_compact(given, folder / "compact", languages=LANGUAGES)
    for entry in given:
        report = folder / entry.slug
        for place in report_places(entry.evidence.subject.languages).values():
            (report / place).mkdir(parents=True, exist_ok=True)
            for name in REPORT:
                (report / place / name).write_text("a report")
        write_study_files(entry.evidence, entry.lessons, report)
    return folder


def pages(folder):
    """Give every page but the reports, by address, with the language it should be in."""
    for file in sorted(folder.rglob("*.html")):
        address = file.relative_to(folder).as_posix()
        first = address.split("/")[0]
        if file.name != "index.html" or first in {"index.html", "portfolio", "compact", "es", "en"}:
            language = first if first in {"es", "en"} else "fr"
            if first == "border-training" and "/en/" in address:
                language = "en"
            yield address, language, file.read_text(encoding="utf-8")


def english_pieces(language):
    """Give what stands between the places of English phrases and in none of a language's own."""
    ours = " ".join(site_catalogue(language).phrases.values())
    for phrase in site_catalogue("en").phrases.values():
        for text, *_ in string.Formatter().parse(phrase):
            bare = text.strip(" .,:;()")
            if len(bare) >= LEAST_LETTERS and " " in bare and bare not in ours:
                yield bare


def test_every_page_says_its_language_and_has_a_twin_in_every_other(site):
    found = {address: language for address, language, _ in pages(site)}
    for address, language, text in pages(site):
        assert f'<html lang="{language}">' in text
        assert text.count("hreflang=") == 2 * (len(LANGUAGES) - 1) or "practice" in address
    for folder in ("es/", "en/"):
        copies = {a.removeprefix(folder) for a in found if a.startswith(folder)}
        assert copies == {
            a for a in found if not a.startswith(("es/", "en/")) and "practice" not in a
        }


def test_every_link_leads_somewhere(site):
    for address, _, text in pages(site):
        for link in Spoken(text).links:
            path, _, anchor = link.partition("#")
            path = path.partition("?")[0]
            target = (site / address).parent / path if path else site / address
            assert target.is_file(), (address, link)
            assert not anchor or f'id="{anchor}"' in target.read_text("utf-8"), (address, link)


@pytest.mark.parametrize("language", ["fr", "es"])
def test_no_english_of_ours_is_left_unmarked(site, language):
    pieces = list(english_pieces(language))
    left = {
        (address, piece)
        for address, spoken, text in pages(site)
        if spoken == language
        for marked, told in Spoken(text).texts
        if marked == language
        for piece in pieces
        if piece in told
    }
    assert left == set()


def test_the_scan_finds_english_where_it_is(site):
    told = " ".join(t for _, t in Spoken((site / "en/gaps.html").read_text("utf-8")).texts)
    assert sum(piece in told for piece in english_pieces("fr")) > 3


def test_what_authors_wrote_is_marked_where_it_is_in_another_language(site):
    text = (site / "compact/review-annex.html").read_text("utf-8")
    assert '<h4 lang="en">S1</h4>' in text
    assert "<h4>Ξ</h4>" in text
    assert '<span lang="en">Move courses to winter.</span>' in text
    english = (site / "en/compact/review-annex.html").read_text("utf-8")
    assert '<h4 lang="fr">Ξ</h4>' in english


def test_a_report_is_linked_in_the_language_of_the_page_where_there_is_one(site):
    assert 'href="border-training/index.html"' in (site / "index.html").read_text("utf-8")
    english = (site / "en/index.html").read_text("utf-8")
    assert '<h3 lang="fr"><a href="../border-training/en/index.html">' in english
    assert '<a href="../border-training/index.html">Français' in english


def test_numbers_and_dates_are_written_as_the_language_writes_them(site):
    text = html.unescape((site / "compact/review-annex.html").read_text("utf-8"))
    assert "3,2" in text
    assert "3.2" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    assert "Échéance\u00a0: 31 mars 2025" in text
    assert "Plazo: 31 de marzo de 2025" in (site / "es/compact/review-annex.html").read_text(
        "utf-8"
    )


@pytest.mark.parametrize(
    ("file", "language", "title"),
    [
        ("compact/review-annex.docx", "fr", "Une trame non officielle"),
        ("es/compact/review-annex.docx", "es", "Un esquema no oficial"),
        ("border-training/practice.docx", "fr", "Avant de la soumettre"),
        ("border-training/en/practice.docx", "en", "Before it is submitted"),
    ],
)
def test_a_word_document_says_its_language(site, file, language, title):
    with zipfile.ZipFile(site / file) as parts:
        assert f"<dc:language>{language}</dc:language>" in parts.read("docProps/core.xml").decode()
        assert title in re.sub("<[^>]+>", "", parts.read("word/document.xml").decode())


def test_a_draft_in_another_language_than_its_study_asks_for_a_translation(site):
    own = (site / "border-training/practice.html").read_text("utf-8")
    other = (site / "border-training/en/practice.html").read_text("utf-8")
    assert "Traduire" not in own
    assert "Translate what the study says in its own language (Français)" in other
    assert '<p lang="fr">Ξ</p>' in other


def test_files_for_machines_are_there_once_and_in_english(site):
    csv = (site / "compact/lessons.csv").read_text("utf-8")
    assert csv.startswith("study,study_title,role")
    assert "Manage borders in an integrated" in csv
    assert not list(site.glob("e?/compact/*.csv"))
    assert not list(site.glob("e?/portfolio/*.csv"))
