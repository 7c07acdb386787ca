"""The site in each of its languages."""

import pytest

from evalcap.compact.editions import ENGLISH, Edition

FIRST, SECOND, THIRD = Edition.all_in(["fr", "en", "es"])


def test_the_first_language_lies_in_the_folder_of_the_site_and_every_other_in_its_own():
    assert [edition.place for edition in (FIRST, SECOND, THIRD)] == ["", "en", "es"]
    assert [edition.words.language for edition in (FIRST, SECOND)] == ["fr", "en"]


@pytest.mark.parametrize(
    ("edition", "address", "root"),
    [
        (FIRST, "index.html", ""),
        (FIRST, "compact/index.html", "../"),
        (SECOND, "index.html", "../"),
        (SECOND, "compact/index.html", "../../"),
    ],
)
def test_every_page_knows_its_way_to_the_studies(edition, address, root):
    assert edition.root(address) == root


def test_a_page_leads_to_itself_in_the_other_languages():
    page = "compact/index.html"
    assert FIRST.elsewhere(page) == (("en", f"../en/{page}"), ("es", f"../es/{page}"))
    assert SECOND.elsewhere(page) == (("fr", f"../../{page}"), ("es", f"../../es/{page}"))
    assert ENGLISH.elsewhere(page) == ()


def test_files_for_machines_are_where_the_first_language_has_them():
    assert FIRST.data("compact/index.html") == ""
    assert SECOND.data("compact/index.html") == "../../compact/"


def test_what_there_are_no_words_for_is_left_out():
    (only,) = Edition.all_in(["ar"])
    assert only == ENGLISH
