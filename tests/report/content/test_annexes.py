"""Annexes."""

import fake_evidence as fake

from evalcap.evidence.model import SourceFile
from evalcap.report.content.annexes import (
    changes_table,
    estimates_table,
    excluded_table,
    not_checked,
    path_tables,
    quality_table,
    sources_table,
)
from evalcap.words import catalogue

WORDS = catalogue()


def test_every_estimate_is_listed_with_its_key():
    table = str(estimates_table(fake.job_training(), WORDS))
    assert "log\\_scrap \\/ fixed\\_effects \\/ grant\\_1" in table
    assert "| \u22120.42 |" in table.replace("\\", "")


def test_what_was_left_out_is_counted_by_reason_once():
    table = str(excluded_table(fake.job_training(), WORDS))
    assert table.count("rows without outcome") == 1
    assert "309" in table
    assert excluded_table(fake.one_outcome(), WORDS) is None


def test_rules_that_do_not_apply_are_only_counted():
    table = str(quality_table(fake.job_training(), WORDS))
    assert "Every row says when" in table
    assert "Sex is recorded" not in table
    assert not_checked(fake.job_training(), WORDS).endswith(": 1.")
    assert not_checked(fake.one_outcome(), WORDS) == ""


def test_changes_are_named_in_words():
    assert "Renamed" in str(changes_table(fake.job_training(), WORDS))
    assert changes_table(fake.one_outcome(), WORDS) is None


def test_a_base_period_is_called_one():
    ((key, table, elsewhere),) = path_tables(fake.job_training(), {}, WORDS)
    assert key == "log_scrap / group_time / event_time"
    assert "base period" in str(table)
    assert elsewhere == ""


def test_a_page_that_has_a_path_s_numbers_behind_a_figure_refers_to_them():
    figures = {"log_scrap/group_time/event_time": "fig-1-path"}
    ((_, table, elsewhere),) = path_tables(fake.job_training(), figures, WORDS)
    assert "@fig-1-path" in str(elsewhere)
    assert str(table)


def test_each_of_several_files_has_a_row_below_its_source():
    evidence = fake.one_outcome()
    file = SourceFile(name="2024-01.csv", sha256="ab" * 32, n_rows="<10")
    source = evidence.sources[0].model_copy(update={"files": (file,)})
    table = str(sources_table(evidence.model_copy(update={"sources": (source,)}), WORDS))
    row = next(line for line in table.splitlines() if "csv" in line and "2024\\-01" in line)
    assert "<10" in row.replace("\\", "")
    assert "abababababab" in row


def test_a_source_shows_the_beginning_of_its_fingerprint_only():
    table = str(sources_table(fake.one_outcome(), WORDS))
    assert "0123456789ab" in table
    assert "0123456789abc" not in table
