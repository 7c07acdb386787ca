"""Numbers of R's did and plm on the same file."""

import numpy as np
import pytest

from evalcap.study import Study
from evalcap.study.analysis import run_analysis
from evalcap.study.data import read_sources, standard_dataset
from evalcap.study.protecting import protect

RELATIVE = 1e-6


@pytest.mark.parametrize(
    ("key", "point", "std_error"),
    [
        ("log_scrap/group_time", -0.345041483, 0.195154415),
        ("log_scrap/fixed_effects/grant", -0.252314903, 0.150628993),
        ("log_scrap/fixed_effects/grant_1", -0.421589501, 0.210199963),
    ],
)
def test_estimates_equal_the_reference(grants, key, point, std_error):
    estimate = grants.estimate(key)
    assert estimate.point == pytest.approx(point, rel=RELATIVE)
    assert estimate.std_error == pytest.approx(std_error, rel=RELATIVE)


@pytest.mark.parametrize(
    ("at", "point", "std_error"),
    [(0, -0.269067733, 0.144357395), (1, -0.461001417, 0.285708125)],
)
def test_effects_by_event_time_equal_the_reference(grants, at, point, std_error):
    (path,) = grants.paths
    found = next(p for p in path.points if p.at == at)
    assert found.point == pytest.approx(point, rel=RELATIVE)
    assert found.std_error == pytest.approx(std_error, rel=RELATIVE)


def test_keys_are_those_that_reports_and_lessons_cite(grants):
    assert [e.key for e in grants.estimates] == [
        "log_scrap/group_time",
        "log_scrap/fixed_effects/d88",
        "log_scrap/fixed_effects/d89",
        "log_scrap/fixed_effects/grant",
        "log_scrap/fixed_effects/grant_1",
    ]
    assert [p.key for p in grants.paths] == ["log_scrap/group_time/event_time"]
    assert [e.key for e in grants.headlines()] == ["log_scrap/group_time"]


@pytest.mark.parametrize("key", ["log_scrap/group_time", "log_scrap/fixed_effects/grant"])
def test_firms_with_a_scrap_rate_are_used_and_the_others_counted(grants, key):
    estimate = grants.estimate(key)
    assert (estimate.n_obs, estimate.n_units) == (162, 54)
    assert estimate.excluded == {"rows without outcome": 309}


def test_firms_are_counted_by_cohort(studies):
    study = Study.read(studies / "job-training-grants")
    sources = read_sources(study.plan, study.folder, {})
    data = standard_dataset(study.plan, protect(study.plan, study.folder, sources))
    effects = run_analysis(data.frame, study.plan.design, study.plan.analyses[0]).result
    treated = {g: set(effects.n_treated[effects.cohort == g]) for g in (1988, 1989)}
    assert treated == {1988: {19}, 1989: {10}}
    assert set(effects.n_comparison) == {25}
    assert np.isinf(effects.members.treated_from).sum() == 25


def test_firms_are_organisations_whose_counts_are_no_secret(grants):
    assert grants.design.unit_is == "organisation"
    assert (grants.design.n_rows, grants.design.n_units) == (471, 157)
    assert "<" not in grants.model_dump_json(include={"estimates", "design", "trends", "findings"})


def test_public_data_are_a_benchmark_and_nothing_departs_from_the_plan(grants):
    assert grants.subject.role == "benchmark"
    assert grants.deviations == ()
