"""The site as a whole: which pages there are, and which of them a study changes."""

import re

import fake_evidence as fake
import fake_portfolio as many
import pytest

from evalcap.errors.codelists import UnknownCodeError
from evalcap.evidence.model import Contribution
from evalcap.portfolio import Entry
from evalcap.site import write_site

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=y> {{ 7*7 }} </style>'
LEARNING = "portfolio/evaluation-training-learning"


def bytes_of(folder):
    return {
        f.relative_to(folder).as_posix(): f.read_bytes()
        for f in sorted(folder.rglob("*"))
        if f.is_file()
    }


def changed(before, after):
    old, new = bytes_of(before), bytes_of(after)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def everything(studies):
    apart = [many.study(f"r{i}", programme="reintegration", objectives=(21,)) for i in range(3)]
    simulated = [many.study(f"d{i}", role="demonstration", reached=None) for i in range(3)]
    return [*studies(3), *apart, *simulated, many.study("b", role="benchmark")]


@pytest.fixture
def whole(written, studies):
    return written(everything(studies))


def test_every_page_is_whole_and_every_link_and_picture_leads_somewhere(whole, outline):
    pages = {f.relative_to(whole).as_posix(): f.read_text("utf-8") for f in whole.rglob("*.html")}
    assert len(pages) == 9  # six, and three syntheses
    slugs = {entry.slug for entry in everything(lambda n: [many.study(f"s{i}") for i in range(n)])}
    for address, text in pages.items():
        found = outline(text)
        assert found.open == []
        assert len(found.ids) == len(set(found.ids))
        assert {"header", "nav", "main", "footer", "h1"} <= set(found.tags)
        assert "http" not in "".join(found.links + found.sources)
        for link in found.links + found.sources:
            path, _, anchor = link.partition("#")
            target = (whole / address).parent / path if path else whole / address
            inside = target.resolve().relative_to(whole.resolve()).as_posix()
            if inside.split("/")[0] in slugs | {"compact"}:
                continue  # reports and the Compact summary are made elsewhere
            assert target.is_file(), (address, link)
            assert not anchor or f'id="{anchor}"' in target.read_text("utf-8")
        assert all(found.pictures)


def test_pages_of_simulated_studies_say_so(whole):
    for name in ("index.html", "gaps.html", "lessons.html", "portfolio/index.html"):
        assert "simulated demonstration data" in (whole / name).read_text("utf-8")
    page = whole / "portfolio/demonstration-training-learning.html"
    text = page.read_text("utf-8")
    assert "nothing on it is evidence" in text
    assert "In these simulated data" in text
    assert "simulated" not in (whole / f"{LEARNING}.html").read_text("utf-8")


def test_the_same_studies_give_the_same_bytes(written, studies):
    assert changed(written(everything(studies)), written(everything(studies), "again")) == set()


def test_a_study_added_changes_the_pages_it_is_on_and_no_other(written, studies):
    given = everything(studies)
    before = written(given)
    after = written([*given, many.study("zz", 9.0)], "after", earlier=before)
    assert changed(before, after) == {
        "index.html",
        "gaps.html",
        "lessons.html",
        "feed.xml",
        "portfolio/index.html",
        f"{LEARNING}.html",
        f"{LEARNING}.svg",
        "portfolio/gaps-evaluation.svg",
        "portfolio/gaps.csv",
        "portfolio/studies.csv",
        "portfolio/syntheses.csv",
    }


def test_a_study_withdrawn_leaves_the_same_pages(written, studies):
    given = everything(studies)
    gone = [many.study("new", 9.0, withdrawn=True)]
    left = changed(written(given), written([*given, *gone], "after"))
    assert left == {"index.html"}  # where it is named as withdrawn
    text = (written([*given, *gone], "after") / "index.html").read_text("utf-8")
    told = re.search(r'<section id="withdrawn".*?</section>', text, re.DOTALL)[0]
    assert '<a href="new/index.html">New</a>' in told
    assert "Withdrawn on 4 March 2026: Counted &lt;b&gt;twice&lt;/b&gt;." in told


def test_the_page_of_a_synthesis_goes_with_its_third_study(written, studies):
    before, after = written(studies(3)), written(studies(2), "after")
    assert (before / f"{LEARNING}.html").is_file()
    assert not (after / f"{LEARNING}.html").exists()
    assert "Training of border officers, Learning: 2" in (
        after / "portfolio" / "index.html"
    ).read_text("utf-8")


def test_hostile_text_comes_out_as_text(written, outline):
    hostile = [
        many.study(f"s{i}", countries=(HOSTILE,), outcome={"label": HOSTILE, "family": HOSTILE})
        for i in range(3)
    ]
    folder = written(hostile)
    for page in folder.rglob("*.html"):
        text = page.read_text("utf-8")
        assert "<script>" not in text
        assert "<img src=x" not in text
        assert outline(text).open == []


def test_no_study_gives_a_site_that_says_so(written):
    folder = written([])
    assert "No study has been published yet." in (folder / "index.html").read_text("utf-8")
    assert "0 of 23 objectives have evidence here." in (folder / "gaps.html").read_text("utf-8")
    assert "No lesson has been published yet." in (folder / "lessons.html").read_text("utf-8")


def test_an_objective_that_there_is_not_is_refused(tmp_path):
    wrong = fake.one_outcome(contribution=Contribution(objectives=(99,)))
    with pytest.raises(UnknownCodeError):
        write_site([Entry(wrong, fake.some_lessons(objectives=()))], tmp_path)
