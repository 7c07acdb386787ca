"""Searching, in a real browser."""

import re
import shutil
import subprocess

import fake_portfolio as many
import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next(filter(None, map(shutil.which, NAMES)), NAMES[0])
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--virtual-time-budget=5000",
    "--dump-dom",
)
STUDIES = (
    many.study("alpha", objectives=(11,)),
    many.study("beta", objectives=(1,), programme="reintegration"),
    many.study("gamma", objectives=(11, 4)),
)
pytestmark = pytest.mark.application


@pytest.fixture
def seen(written, tmp_path):
    """Open a page of the site and give which of its items are shown, and the page itself."""
    folder = written(STUDIES)

    def opened(page, *, script=True, folder=folder):
        if not script:
            (folder / "site.js").unlink()
        profile = f"--user-data-dir={tmp_path / 'profile'}"
        command = [BROWSER, *OPTIONS, profile, f"file://{folder / page}"]
        ended = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
        items = re.findall(r"<[^>]*\bdata-item\b[^>]*>", ended.stdout)
        return ["hidden" not in item for item in items], ended.stdout

    return opened


def test_an_address_with_words_shows_what_has_them_all(seen):
    shown, page = seen("index.html?q=border%20GAMMA")
    assert shown == [False, False, True]
    assert "1 of 3 shown" in page


def test_an_objective_is_matched_whole(seen):
    shown, page = seen("lessons.html?objective=1")
    assert shown == [False, True, False]  # and not objective 11
    assert "1 of 3 shown" in page


def test_a_programme_of_several_words_can_be_chosen(seen):
    shown, _ = seen("lessons.html?programme=Training%20of%20border%20officers")
    assert shown == [True, False, True]


def test_a_kind_without_any_match_hides_its_heading(seen):
    shown, page = seen("index.html?q=nowhere")
    assert shown == [False] * 3
    assert re.search(r'<section id="evaluation"[^>]* hidden', page)


def test_without_a_script_the_list_is_whole_and_the_form_away(seen):
    shown, page = seen("index.html?q=gamma", script=False)
    assert shown == [True] * 3
    assert re.search(r'<form id="search"[^>]* hidden', page)


def test_words_are_found_without_their_accents(seen, written):
    french = written(STUDIES, "french", languages=["fr"])
    shown, page = seen("index.html?q=reintegration", folder=french)
    assert shown == [False, True, False]
    assert "Affichage\u00a0: 1 sur 3" in page or "Affichage&nbsp;: 1 sur 3" in page
