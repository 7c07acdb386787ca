"""Families and studies as the pages name them."""

import fake_portfolio as many

from evalcap.site.names import family_name, report_address, years
from evalcap.words.catalogue import site_catalogue


def test_a_family_begins_with_a_capital():
    assert family_name("social cohesion") == "Social cohesion"


def test_a_report_that_is_no_page_has_no_address():
    words = site_catalogue()
    assert report_address(many.study("a b"), words, "../") == "../a%20b/index.html"
    assert report_address(many.study("a", files=("report.pdf",)), words) == ""


def test_years_are_one_or_a_span():
    words = site_catalogue()
    assert years(many.study("a", **many.year(2023)), words) == "2023"
    assert years(many.study("a"), words) == "2023 to 2024"
    assert years(many.study("a", period_start=None, period_end=None), words) == ""
