from datetime import date

import pytest

from evalcap.rendering.dating import day_made, epoch


@pytest.fixture(autouse=True)
def _nothing_told(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def test_the_day_is_the_document_s_own():
    assert day_made({"date": date(2026, 1, 31)}) == date(2026, 1, 31)
    assert day_made({"date": "2026-01-31"}) == date(2026, 1, 31)


@pytest.mark.parametrize("front_matter", [{}, {"date": "today"}, {"date": "1960-01-01"}])
def test_without_a_usable_date_the_day_is_always_the_same(front_matter):
    assert day_made(front_matter) == date(1980, 1, 1)


def test_source_date_epoch_decides_where_it_is_set(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")  # 14 November 2023, 22:13 UTC
    assert day_made({"date": "2026-01-31"}) == date(2023, 11, 14)


def test_an_epoch_counts_seconds_since_1970():
    assert epoch(date(1970, 1, 2)) == "86400"
