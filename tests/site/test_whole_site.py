"""The whole site, with the Compact summary and the files of studies."""

from dataclasses import replace
from urllib.parse import unquote

import fake_portfolio as many
import pytest

from evalcap.compact import write_compact
from evalcap.compact.study_files import write_study_files
from evalcap.evidence.exchange import Exchange

ELIGIBLE = Exchange(status="completed", innovation="Peer trainers.", replication="A test.")
REAL = {"s0", "s1", "s2", "gone"}
SIMULATED = "imulated demonstration data"
REPORT = "<!DOCTYPE html><html><body></body></html>"


@pytest.fixture
def site(written, tmp_path):
    """Write everything but the reports, in whose place stand empty ones."""
    given = [
        *(many.study(f"s{i}") for i in range(3)),
        *(many.study(f"d{i}", role="demonstration") for i in range(3)),
        many.study("a b", role="benchmark"),
        many.study("gone", withdrawn=True),
    ]
    entries = [_with_files(entry, tmp_path / "site") for entry in given]
    write_compact(entries, tmp_path / "site" / "compact")
    return written(entries)


def _with_files(entry, site):
    """Write what a study has on the site; it can be proposed as a practice."""
    folder = site / entry.slug
    folder.mkdir(parents=True)
    for name in entry.files:
        (folder / name).write_text(REPORT, encoding="utf-8")
    tags = entry.evidence.contribution.model_copy(update={"principles": ("b",)})
    evidence = entry.evidence.model_copy(update={"contribution": tags, "exchange": ELIGIBLE})
    made = write_study_files(evidence, entry.lessons, folder)
    return replace(entry, evidence=evidence, files=(*entry.files, *(f.name for f in made)))


def test_every_link_of_every_page_leads_to_a_file_or_a_place_that_is_there(site, outline):
    pages = sorted(site.rglob("*.html"))
    dead = [
        (page.relative_to(site).as_posix(), link)
        for page in pages
        for link in outline(page.read_text("utf-8")).links
        if not _leads_somewhere(page, link, outline)
    ]
    assert dead == []
    assert len(list(site.glob("*/practice.html"))) == 7  # all but the benchmark


def test_every_page_and_figure_with_simulated_studies_says_so(site):
    reports = {page for page in site.rglob("*.html") if page.read_text("utf-8") == REPORT}
    pages = {page for page in site.rglob("*.html") if page.parent.name not in REAL} - reports
    figures = set(site.rglob("*.svg"))
    silent = {file.name for file in pages | figures if SIMULATED not in file.read_text("utf-8")}
    # What rests on evaluations alone does not.
    assert silent == {
        "evaluation-training-learning.html",
        "evaluation-training-learning.svg",
        "gaps-evaluation.svg",
    }


def _leads_somewhere(page, link, outline):
    path, _, anchor = unquote(link).partition("#")
    target = page.parent / path.partition("?")[0] if path else page
    if not target.is_file():
        return False
    return not anchor or anchor in outline(target.read_text("utf-8")).ids


def test_every_file_of_the_site_is_reached_by_links_from_its_first_page(site, outline):
    reached, waiting = set(), [site / "index.html"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        if page.suffix == ".html":
            found = outline(page.read_text("utf-8"))
            steps = [unquote(link).partition("#")[0] for link in found.links + found.sources]
            waiting += [(page.parent / step).resolve() for step in steps if step]
    withdrawn = site / "gone"  # the notice in its place is all that lists lead to
    files = {f for f in site.rglob("*") if f.is_file() and withdrawn not in f.parents}
    assert withdrawn / "index.html" in reached
    assert {file.relative_to(site).as_posix() for file in files - reached} == set()
