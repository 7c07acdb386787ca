"""What the pages show, for spreadsheets."""

import csv
import io

import fake_portfolio as many
import pytest

from evalcap.evidence.results import SmallSampleRecord
from evalcap.portfolio import Entry, Portfolio
from evalcap.portfolio.gaps import gap_map
from evalcap.portfolio.synthesis import groups, synthesise
from evalcap.site.tables import gaps_csv, studies_csv, syntheses_csv
from evalcap.words.catalogue import site_catalogue


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_a_row_of_studies_holds_the_numbers_in_full():
    entry = many.study("a", 1 / 3, 0.125, mode="course", countries=("Ghana",))
    (row,) = rows(studies_csv(Portfolio.of([entry]), site_catalogue()))
    assert float(row["estimate"]) == 1 / 3
    assert (row["mode"], row["countries"], row["grade"]) == ("course", "Ghana", "3")
    assert row["citation"].startswith("Evaluation unit (2024). A. Evaluation report, cycle 1.")


def test_the_limits_are_those_that_the_pages_tell():
    entry = many.study("a", 1.0, 0.25)
    wider = SmallSampleRecord(
        method="wild_bootstrap", conf_low=None, conf_high=3.0, p_value=0.1, sentence="Few clusters."
    )
    told = entry.evidence.estimates[0].model_copy(update={"small_sample": wider})
    evidence = entry.evidence.model_copy(update={"estimates": (told,)})
    (row,) = rows(studies_csv(Portfolio.of([Entry(evidence, entry.lessons)]), site_catalogue()))
    assert (row["conf_low"], row["conf_high"]) == ("", "3.0")


def test_withdrawn_studies_have_no_row():
    gone = many.study("a", withdrawn=True)
    assert rows(studies_csv(Portfolio.of([gone]), site_catalogue())) == []


def test_a_row_of_syntheses_holds_the_mean_and_what_it_rests_on():
    (group,) = groups(Portfolio.of(many.study(f"s{i}", float(i), 0.1) for i in range(5)))
    (row,) = rows(syntheses_csv([synthesise(group)]))
    assert float(row["mean"]) == pytest.approx(2.0)
    assert row["studies"] == "s0; s1; s2; s3; s4"
    assert row["standardised"] == "no"
    assert float(row["new_study_low"]) < float(row["conf_low"]) < 2.0


def test_a_negative_number_stays_a_number():
    (row,) = rows(studies_csv(Portfolio.of([many.study("a", -2.0)]), site_catalogue()))
    assert row["estimate"] == "-2.0"


def test_a_row_of_gaps_is_a_place_with_studies():
    laid = gap_map(Portfolio.of([many.study("a", objectives=(4, 11))]), "evaluation")
    assert [
        (r["objective"], r["n_studies"], r["highest_grade"]) for r in rows(gaps_csv([laid]))
    ] == [("4", "1", "3"), ("11", "1", "3")]
