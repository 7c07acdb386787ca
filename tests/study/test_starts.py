"""A code for never that the plan does not name is found among the starts of treatment."""

import pytest


def found(study):
    (one,) = [f for f in study.check().findings if f.id == "start-near-data"]
    return one


@pytest.mark.parametrize("code", [0, -1, 9999, 1900])
def test_starts_that_look_like_a_code_are_named_by_record(desk, frame, code):
    coded = frame.assign(trained_from=frame["trained_from"].fillna(code))
    one = found(desk.study(frame=coded))
    assert (one.severity, one.status) == ("warning", "unmet")
    assert one.n_unexpected == frame["trained_from"].isna().sum()
    assert one.keys[0] == ("O15", 1)


@pytest.mark.parametrize("start", [None, 1, 4, 12])
def test_missing_early_and_later_starts_are_none(desk, frame, start):
    changed = (
        frame if start is None else frame.assign(trained_from=frame["trained_from"].fillna(start))
    )
    assert found(desk.study(frame=changed)).status == "met"


def test_a_code_that_the_plan_names_is_none(desk, frame, plan):
    coded = frame.assign(trained_from=frame["trained_from"].fillna(0))
    named = plan(("[design]", "[design]\nnever = 0"))
    assert found(desk.study(named, frame=coded)).status == "met"


def test_a_month_in_which_no_data_began_is_found_among_months(desk, frame, plan):
    frame["month"] = frame["wave"].map("2023-{:02}".format)
    frame["joined"] = frame["trained_from"].map({3: "2023-03"}).fillna("1900-01")
    by_month = (
        ('time = "wave"', 'time = "month"'),
        ('treated_from = "trained_from"', 'treated_from = "joined"'),
    )
    one = found(desk.study(plan(*by_month), frame=frame))
    assert one.n_unexpected == (frame["joined"] == "1900-01").sum()


def test_without_times_there_is_nothing_to_be_far_from(desk, frame):
    assert found(desk.study(frame=frame.assign(wave=None))).status == "met"


def test_starts_on_another_calendar_than_times_are_told_before_anything_is_estimated(
    desk, frame, plan
):
    days = frame.assign(training_start=frame["trained_from"].map({3: "2023-03-01"}))
    other = ('treated_from = "trained_from"', 'treated_from = "training_start"')
    study = desk.study(plan(other), frame=days)
    (one,) = [f for f in study.check().findings if f.id.startswith("standard-calendar")]
    assert (one.id, one.severity) == ("standard-calendar/wave/training_start", "critical")
    assert "some values are not numbers although time is" in one.what
    assert "Bring both to one scale" in one.why


def test_times_and_starts_on_one_calendar_are_no_finding(desk):
    ids = [f.id for f in desk.study().check().findings]
    assert not any(each.startswith("standard-calendar") for each in ids)
