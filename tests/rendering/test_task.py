import pytest

from evalcap.rendering.task import open_task


def test_a_task_knows_its_options_its_day_and_its_time(report, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (report / "_quarto.yml").write_text("format: {typst: {papersize: a5}}\n")
    task = open_task(report, "index.qmd", "pdf", 60.0)
    assert task.options["papersize"] == "a5"
    assert task.options["title"] == "A report"
    assert task.day() == "2026-01-31"
    assert task.environment()["SOURCE_DATE_EPOCH"] == "1769817600"  # date -u -d 2026-01-31 +%s
    assert task.seconds_left() == pytest.approx(60, abs=5)
