from datetime import date

import pytest
from pydantic import ValidationError

from evalcap.study.plan import Plan
from evalcap.study.reading import read_plan
from evalcap.study.section import Section


def test_what_a_plan_leaves_out_has_a_careful_default(desk):
    plan = read_plan(desk.write())
    assert plan.role == "evaluation"
    assert plan.design.unit_is == "person"
    assert (plan.disclosure.min_cell, plan.disclosure.rounding) == (10, 1)
    assert (plan.costs, plan.cycle.every, plan.cycle.due) == (None, "", None)


def test_dates_may_stand_in_quotation_marks(desk, plan):
    read = read_plan(desk.write(plan(("2023-01-01", '"2023-01-01"'))))
    assert read.period.start == date(2023, 1, 1)


@pytest.mark.parametrize("every", ["", "1 month", "6 months", "1 year", "2 years"])
def test_a_cycle_is_a_number_of_months_or_years(desk, plan, every):
    text = plan(("[columns]", f'[cycle]\nevery = "{every}"\n\n[columns]'))
    assert read_plan(desk.write(text)).cycle.every == every


def test_every_section_refuses_keys_that_nobody_reads_and_does_not_change():
    stack = [Section]
    while stack:
        section = stack.pop()
        stack += section.__subclasses__()
        assert section.model_config["extra"] == "forbid"
        assert section.model_config["frozen"]


def test_outcomes_are_found_by_name(desk):
    assert read_plan(desk.write()).outcome("score").unit == "points"


def test_a_plan_needs_a_source_an_outcome_and_an_analysis():
    with pytest.raises(ValidationError) as caught:
        Plan.model_validate({"sources": [], "outcomes": [], "analyses": []})
    empty = {e["loc"][0] for e in caught.value.errors() if e["type"] == "too_short"}
    assert empty == {"sources", "outcomes", "analyses"}
