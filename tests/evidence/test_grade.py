import pytest

from evalcap.evidence.grade import Standing, grade, rules


def _grade(
    cap="difference_in_differences",
    n_clusters=50,
    role="evaluation",
    *,
    share_missing=0.0,
    departure=None,
    **verdicts,
):
    checks = {"pre_trends": "passed", "balance": "passed", "attrition": "passed"} | verdicts
    kept = {name: verdict for name, verdict in checks.items() if verdict}
    standing = Standing(cap, n_clusters, kept, share_missing, departure)
    return grade(standing, outcome="score", analysis="main", role=role)


@pytest.mark.parametrize(
    ("cap", "most"),
    [("experimental", 5), ("difference_in_differences", 3), ("before_after_or_cross_section", 2)],
)
def test_the_design_sets_the_most_that_can_be_reached(cap, most):
    record = _grade(cap)
    assert (record.grade, record.cap) == (most, most)
    assert record.reasons == (f"At most {most}: {rules()['cap'][cap]['because']}.",)


@pytest.mark.parametrize(
    ("verdicts", "reason"),
    [
        ({"pre_trends": "failed"}, "already moved apart"),
        ({"pre_trends": "cannot_be_tested"}, "cannot be tested"),
        ({"pre_trends": "not_applicable"}, "cannot be tested"),
        ({"pre_trends": None}, "cannot be tested"),
        ({"balance": "failed"}, "differ so much at the start"),
        ({"attrition": "failed"}, "lost members at different rates"),
    ],
)
def test_what_goes_wrong_takes_one_step_and_says_why(verdicts, reason):
    record = _grade(**verdicts)
    assert record.grade == 2
    assert len(record.reasons) == 2
    assert reason in record.reasons[1]


@pytest.mark.parametrize(("n_clusters", "reached"), [(19, 2), (20, 3)])
def test_an_estimate_on_few_clusters_is_weaker(n_clusters, reached):
    assert _grade(n_clusters=n_clusters).grade == reached


@pytest.mark.parametrize("check", ["pre_trends", "balance", "attrition"])
def test_a_concern_is_told_elsewhere_and_takes_no_step(check):
    assert _grade(**{check: "concern"}).grade == 3


@pytest.mark.parametrize("verdict", ["cannot_be_tested", "not_applicable", None])
def test_a_lottery_needs_no_pre_trends(verdict):
    assert _grade("experimental", pre_trends=verdict).grade == 5


def test_a_lottery_whose_groups_moved_apart_before_is_weaker_all_the_same():
    assert _grade("experimental", pre_trends="failed").grade == 4


def test_no_grade_is_below_one():
    record = _grade(n_clusters=3, pre_trends="failed", balance="failed", attrition="failed")
    assert record.grade == 1
    assert len(record.reasons) == 5


def test_simulated_data_get_no_grade():
    record = _grade(role="demonstration")
    assert (record.grade, record.cap) == (None, None)
    assert "no evidence" in record.reasons[0]


def test_public_benchmark_data_are_graded_like_any_other():
    assert _grade(role="benchmark").grade == 3


def test_the_record_names_its_scale():
    record = _grade()
    assert (record.outcome, record.analysis) == ("score", "main")
    assert "Maryland" in record.scale


@pytest.mark.parametrize(("share", "reached"), [(0.2, 3), (0.21, 2)])
def test_an_outcome_missing_in_more_than_a_fifth_of_the_rows_takes_a_step(share, reached):
    assert _grade(share_missing=share).grade == reached


@pytest.mark.parametrize(
    ("departure", "because"),
    [
        ("unaccepted", "data were analysed before a plan for them was accepted"),
        ("plan_changed", "the plan was changed after it was accepted"),
        ("unpublished", "has no result to publish"),
    ],
)
def test_a_plan_that_was_not_kept_takes_a_step_and_says_in_what(departure, because):
    record = _grade(departure=departure)
    assert record.grade == 2
    assert because in record.reasons[1]


def test_a_finding_that_hangs_on_one_cluster_is_weaker():
    assert _grade(leave_one_cluster_out="failed").grade == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"balance": "failed"}, {"overlap": "failed"}),
        ({"attrition": "failed"}, {"share_missing": 0.5}),
        ({"n_clusters": 10}, {"leave_one_cluster_out": "failed"}),
    ],
)
def test_two_signs_of_one_weakness_take_one_step(first, second):
    assert _grade(**first).grade == _grade(**second).grade == _grade(**first, **second).grade == 2


def test_a_lottery_does_not_rest_on_trends():
    assert _grade("experimental", sensitivity="failed").grade == 5
    assert _grade(sensitivity="failed").grade == 2


def test_every_rule_of_the_table_can_apply():
    seen = set()
    ways = [
        {"pre_trends": "failed"}, {"pre_trends": None}, {"balance": "failed"},
        {"overlap": "failed"}, {"sensitivity": "failed"}, {"attrition": "failed"},
        {"share_missing": 0.5}, {"n_clusters": 5}, {"leave_one_cluster_out": "failed"},
        {"departure": "unaccepted"}, {"departure": "plan_changed"},
        {"departure": "unpublished"},
    ]  # fmt: skip
    for way in ways:
        seen.update(_grade(**way).reasons[1:])
    assert seen == {f"Down {r['steps']}: {r['because']}." for r in rules()["downgrade"].values()}
