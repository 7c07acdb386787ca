"""The gap map as a table."""

import fake_portfolio as many

from evalcap.portfolio import Portfolio
from evalcap.site.gap_page import gap_content, gap_maps
from evalcap.words.catalogue import site_catalogue


def parts(*entries):
    return gap_content(gap_maps(Portfolio.of(entries)), site_catalogue())["parts"]


def test_all_objectives_are_shown_and_gaps_are_named():
    (part,) = parts(many.study("a"))
    assert [line.number for line in part.lines] == list(range(1, 24))
    places = {line.number: [place.text for place in line.places] for line in part.lines}
    assert places[11] == ["1, grade 3", "none", "none"]
    assert places[1] == ["none"] * 3
    assert part.summary == "1 of 23 objectives have evidence here."


def test_columns_stand_under_their_programme():
    (part,) = parts(many.study("a"), many.study("b", outcome={"family": "confidence"}))
    assert part.programmes[0] == ("Training of border officers", 2)
    assert part.families == ("Confidence", "Learning", "no study", "no study")


def test_the_studies_behind_a_place_are_listed_with_their_reports():
    (part,) = parts(many.study("a"))
    (listed,) = part.listed
    assert listed.heading == "11 Manage borders: Training of border officers, Learning"
    assert listed.studies == (("A", "en", "a/index.html"),)


def test_without_any_study_a_map_is_a_sentence(written):
    folder = written([many.study("d", role="demonstration", reached=None)])
    page = (folder / "gaps.html").read_text("utf-8")
    assert "0 of 23 objectives have evidence here." in page
    assert page.count("<table") == page.count("<img") == 1
    assert not (folder / "portfolio" / "gaps-evaluation.svg").exists()


def test_demonstrations_have_a_map_of_their_own_where_there_are_any():
    assert [part.role for part in parts(many.study("a"))] == ["evaluation"]
    simulated = parts(many.study("d", role="demonstration", reached=None))
    assert [part.role for part in simulated] == ["evaluation", "demonstration"]
    assert simulated[1].lines[10].places[0].text == "1, simulated"
    assert "simulated study" in simulated[1].summary
