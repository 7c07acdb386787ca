"""Which files of the site and of the Compact summary one study changes, all of them compared."""

import fake_portfolio as many
import pytest

from evalcap.workspace.steps import STEPS

LEARNING = "portfolio/evaluation-training-learning"
# What tells an effect or a lesson of a study.
TOLD = {
    "index.html",
    "feed.xml",
    "lessons.html",
    "compact/index.html",
    "compact/review-annex.html",
    "compact/review-annex.docx",
    "compact/lessons.csv",
    "compact/lessons.json",
    "compact/lessons.xlsx",
    "compact/effects-hxl.csv",
    "compact/effects-sdmx.csv",
    "portfolio/index.html",
    "portfolio/studies.csv",
    "portfolio/syntheses.csv",
    f"{LEARNING}.html",
    f"{LEARNING}.svg",
}
# What counts studies besides.
COUNTED = {
    "compact/exchange.html",
    "gaps.html",
    "portfolio/gaps.csv",
    "portfolio/gaps-evaluation.svg",
}
NEVER = {
    "about.html",
    "downloads.html",
    "site.js",
    "portfolio/evaluation-reintegration-learning.html",
    "portfolio/evaluation-reintegration-learning.svg",
    "portfolio/demonstration-training-learning.html",
    "portfolio/demonstration-training-learning.svg",
    "portfolio/gaps-demonstration.svg",
}
OTHERS = (
    *(many.study(f"r{i}", programme="reintegration", objectives=(21,)) for i in range(3)),
    *(many.study(f"d{i}", role="demonstration", reached=None) for i in range(3)),
    *(many.study(f"s{i}", 3.0 + i) for i in range(1, 4)),
    many.study("b", role="benchmark"),
)
BEFORE = (*OTHERS, many.study("s0", 3.0))
AFTER = {
    "none": (BEFORE, set()),
    "added": ((*BEFORE, many.study("zz", 9.0)), TOLD | COUNTED),
    "changed": ((*OTHERS, many.study("s0", 7.5)), TOLD),
    "withdrawn": ((*OTHERS, many.study("s0", 3.0, withdrawn=True)), TOLD | COUNTED),
    "gone": (OTHERS, TOLD | COUNTED),
}


def built(entries, to, earlier=None):
    to.mkdir()
    STEPS.summarise(entries, to, failed={}, template=None, earlier=earlier)
    return to


def bytes_of(folder):
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    return built(BEFORE, tmp_path_factory.mktemp("before") / "site")


def test_every_file_of_the_site_is_spoken_of_here(before):
    assert bytes_of(before).keys() == TOLD | COUNTED | NEVER


@pytest.mark.parametrize(("entries", "differ"), AFTER.values(), ids=AFTER)
def test_one_study_changes_exactly_the_files_that_it_is_in(tmp_path, before, entries, differ):
    old, new = bytes_of(before), bytes_of(built(entries, tmp_path / "site", earlier=before))
    assert new.keys() == old.keys()
    assert {name for name in new if new[name] != old[name]} == differ


@pytest.mark.parametrize("entries", [e for e, _ in AFTER.values()], ids=AFTER)
def test_what_is_kept_from_the_last_build_is_what_would_be_made_anew(tmp_path, before, entries):
    kept = bytes_of(built(entries, tmp_path / "kept", earlier=before))
    assert kept == bytes_of(built(entries, tmp_path / "anew"))
