"""What studies' authors wrote, on pages of the site in another language."""

import html
import re
import zipfile

import fake_evidence as fake
import fake_portfolio as many
import pytest

from evalcap.compact import write_compact, write_study_files
from evalcap.evidence.exchange import Exchange
from evalcap.evidence.model import Contribution
from evalcap.portfolio import Entry
from evalcap.site import write_site
from evalcap.translations import Authored, Translation

EXCHANGE = Exchange(
    status="completed",
    scope="national",
    implementers=("Academy of the border agency",),
    innovation="Specimens of real documents",
    replication="A trainer for every twenty officers",
    sustainability="The academy keeps the course",
    contact="Evaluation unit of the ministry",
    audience="Agencies at borders",
    keywords=("document checks",),
)
NAMES = {
    "Ghana": "Pays un",
    "Togo": "Pays deux",
    "Ministry of the Interior": "Ministère de l’intérieur",
    "Evaluation unit": "Service d’évaluation",
}


def studied(**more):
    return fake.one_outcome(
        subject=fake.subject(languages=("en", "fr"), summary="Did the course help officers?"),
        outcome={"label": "Score in the test", "unit": "points of the test", "target": 4},
        contribution=Contribution(objectives=(11,), principles=("f",), actions=("11(a)",)),
        exchange=EXCHANGE,
        **more,
    )


def whole(evidence, lessons):
    """Translate everything."""
    nested = {"names": NAMES}
    for n, (place, text) in enumerate(Authored.of(evidence, lessons).texts.items()):
        above = nested
        for step in place[:-1]:
            above = above.setdefault(step, {})
        above[place[-1]] = f"Texte{n}" if isinstance(text, str) else [f"Texte{n}"] * len(text)
    return Translation.model_validate(nested)


def entry(translation=None):
    evidence, lessons = studied(), fake.some_lessons()
    return Entry(evidence, lessons, translations={"fr": translation} if translation else {})


def written(folder, *entries):
    write_site(entries, folder, languages=("en", "fr"))
    write_compact(entries, folder / "compact", languages=("en", "fr"))
    for one in entries:
        write_study_files(
            one.evidence, one.lessons, folder / one.slug, translations=one.translations
        )
    return folder


def texts_of(evidence, lessons):
    found = Authored.of(evidence, lessons.model_copy(update={"lessons": lessons.public()})).texts
    flat = [t for text in found.values() for t in ([text] if isinstance(text, str) else text)]
    return [*(text for text in flat if len(text) > 6), *NAMES]


def french_pages(folder):
    pages = [*(folder / "fr").rglob("*.html"), folder / "border-training" / "fr" / "practice.html"]
    return {p.relative_to(folder).as_posix(): html.unescape(p.read_text("utf-8")) for p in pages}


def body(text):
    return re.sub(r"<style.*?</style>", "", text, flags=re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    own = entry(whole(studied(), fake.some_lessons()))
    return written(tmp_path_factory.mktemp("site"), own)


def test_no_word_of_the_authors_is_left_where_all_is_translated(site):
    texts = texts_of(studied(), fake.some_lessons())
    left = {
        (address, text)
        for address, page in french_pages(site).items()
        for text in texts
        if re.search(rf"\b{re.escape(text)}", body(page))
    }
    assert left == set()
    told = " ".join(french_pages(site).values())
    assert "Texte0" in told


def test_translated_text_is_not_marked_as_foreign(site):
    marked = {
        text
        for page in french_pages(site).values()
        for text in re.findall(r'<(?!a)[^>]* lang="en"[^>]*>([^<]*)', page)
    }
    assert not any("Texte" in text for text in marked)


def test_pages_in_the_language_of_the_authors_stay(site):
    english = (site / "lessons.html").read_text("utf-8")
    assert "Begin before the season" in english
    assert "Texte" not in english


def test_a_draft_asks_for_a_translation_only_of_what_has_none(site, tmp_path):
    told = french_pages(site)["border-training/fr/practice.html"]
    part = Translation.model_validate({"title": "Formation"})
    partly = french_pages(written(tmp_path, entry(part)))["border-training/fr/practice.html"]
    assert "Traduire" not in body(told)
    assert "Traduire" in body(partly)
    assert re.search(r'<h1 class="title">\s*Formation', partly)
    assert '<p lang="en">Specimens of real documents</p>' in partly


def test_a_draft_asks_for_a_translation_of_what_stands_within_a_sentence_too(tmp_path):
    everything = whole(studied(), fake.some_lessons()).model_dump(exclude_none=True)
    del everything["lessons"]["start-early"]["cause"]
    lacking = entry(Translation.model_validate(everything))
    page = french_pages(written(tmp_path, lacking))["border-training/fr/practice.html"]
    assert "Officers are free to learn in winter" in page
    assert "Traduire" in body(page)


def test_a_lesson_in_part_translated_is_marked_fact_by_fact(tmp_path):
    part = Translation.model_validate(
        {"lessons": {"start-early": {"title": "Commencer tôt", "cause": "L’hiver est calme"}}}
    )
    page = french_pages(written(tmp_path, entry(part)))["fr/lessons.html"]
    assert "<h3>Commencer tôt</h3>" in page
    assert "<dd>L’hiver est calme</dd>" in page
    assert '<dd lang="en">Train in winter</dd>' in page


def test_files_for_machines_are_as_they_were(site, tmp_path):
    plain = written(tmp_path, entry())
    machine = [
        *("compact/lessons.csv", "compact/lessons.json", "compact/effects-hxl.csv"),
        *("compact/effects-sdmx.csv", "portfolio/studies.csv", "portfolio/syntheses.csv"),
        *("portfolio/gaps.csv", "border-training/resource-card.json"),
    ]
    assert {n: (site / n).read_bytes() for n in machine} == {
        n: (plain / n).read_bytes() for n in machine
    }


def test_the_workbook_of_the_register_is_translated(site):
    with zipfile.ZipFile(site / "fr" / "compact" / "lessons.xlsx") as parts:
        told = "".join(parts.read(n).decode() for n in parts.namelist() if n.endswith(".xml"))
    assert "Texte" in told
    assert "Begin before the season" not in told


def test_studies_are_put_together_by_their_originals_whatever_is_translated(tmp_path):
    members = [many.study(f"s{i}", 4.0 + i) for i in range(4)]
    outcome = members[0].evidence.outcomes[0].name
    told = Translation.model_validate({"outcomes": {outcome: {"unit": "unité traduite"}}})
    mixed = [
        Entry(m.evidence, m.lessons, translations={"fr": told} if i == 2 else {})
        for i, m in enumerate(members)
    ]
    write_site(members, tmp_path / "a", languages=("en", "fr"))
    write_site(mixed, tmp_path / "b", languages=("en", "fr"))
    before, after = (
        {p.name: p.read_text("utf-8") for p in (tmp_path / x / "fr" / "portfolio").glob("*.html")}
        for x in "ab"
    )
    assert before.keys() == after.keys()
    for name in before:
        numbers = (re.findall(r"\d+(?:,\d+)?", pages[name]) for pages in (before, after))
        assert next(numbers) == next(numbers)
    assert any("unité traduite" in page for page in after.values())
