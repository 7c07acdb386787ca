"""Analyses as tabulated."""

import fake_evidence as fake

from evalcap.report.content.analyses import analyses_table, common_scale, estimates_of, forest_rows
from evalcap.words import catalogue

WORDS = catalogue()


def table(evidence):
    return str(analyses_table(evidence, evidence.outcomes[0], WORDS, "tbl-1")).replace("\\", "")


def test_the_primary_analysis_comes_first_whatever_the_plan_s_order():
    evidence = fake.supported_work()
    turned = evidence.model_copy(update={"estimates": evidence.estimates[::-1]})
    assert estimates_of(turned, turned.outcomes[0])[0].analysis == "doubly_robust"


def test_a_table_of_logarithms_has_a_column_in_per_cent():
    made = table(fake.job_training())
    assert "| As a change |" in made
    assert (
        "| \u22120.35 | \u22120.73 to 0.04 | \u221229\u00a0% (\u221252\u00a0% to +4\u00a0%) |"
        in made
    )


def test_a_table_in_the_outcome_s_own_unit_needs_no_such_column():
    made = table(fake.supported_work())
    assert "As a change" not in made
    assert "**Doubly robust (primary)** | 1,866 | 602 to 3,130 | 200 |" in made


def test_the_randomised_comparison_is_marked():
    made = table(fake.supported_work())
    assert "| Experimental (randomised comparison) | 1,529 |" in made
    rows = forest_rows(fake.supported_work(), fake.supported_work().outcomes[0], WORDS)
    assert [row.label for row in rows if row.experimental] == ["Experimental"]


def test_all_rows_are_told_on_one_scale():
    evidence = fake.job_training()
    wild = fake.estimate("log_scrap", "wild", 2.0, -4.0, 8.0)
    estimates = [*evidence.estimates, wild]
    assert common_scale(evidence.outcomes[0], list(evidence.estimates)).kind == "percent"
    assert common_scale(evidence.outcomes[0], estimates).kind == "plain"
