import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import DesignError
from evalcap.estimate import Estimate
from evalcap.estimators.extended_poisson import estimate_extended_poisson
from evalcap.estimators.imputation import estimate_imputation
from evalcap.estimators.panel import estimate_panel
from evalcap.estimators.poisson import estimate_poisson
from evalcap.estimators.twfe import estimate_twfe
from evalcap.inference.jackknife import jackknife_clusters
from evalcap.inference.wild_bootstrap import wild_bootstrap
from evalcap.study.plan import AnalysisSection
from evalcap.study.small_sample import small_sample_of


def frame(n_regions: int = 14) -> pd.DataFrame:
    """Two posts in each region over five years; half the regions start in the third year."""
    rng = np.random.default_rng(50)
    frame = pd.DataFrame(
        [(post, year) for post in range(2 * n_regions) for year in range(5)],
        columns=["post", "year"],
    )
    frame["region"] = frame["post"] // 2
    frame["start"] = np.where(frame["region"] < n_regions // 2, 2, np.nan)
    frame["traffic"] = rng.normal(size=len(frame))
    on = frame["year"] >= frame["start"]
    frame["checks"] = rng.normal(size=len(frame)) + on + frame["traffic"]
    return frame


def panel(data: pd.DataFrame) -> Panel:
    return Panel.from_frame(
        data,
        unit="post",
        time="year",
        outcome="checks",
        treated_from="start",
        cluster="region",
    )


def section(estimator: str, **options: object) -> AnalysisSection:
    return AnalysisSection(name="it", outcome="checks", estimator=estimator, options=options)


def overall(data: Panel) -> Estimate:
    return estimate_imputation(data).overall


def test_synthetic_comparisons_carry_their_own_inference():
    data = panel(frame())
    found = small_sample_of(section("synthetic"), data, overall(data), term=None, again=overall)
    assert found == (None, ())


def test_with_forty_clusters_nothing_more_is_needed():
    data = panel(frame(40))
    found = small_sample_of(section("imputation"), data, overall(data), term=None, again=overall)
    assert found == (None, ())


def test_two_way_fixed_effects_get_the_wild_bootstrap_with_their_covariates():
    data = frame()
    again = lambda p: estimate_twfe(p, covariates=["traffic"])  # noqa: E731 - as a study passes it
    record, notes = small_sample_of(
        section("twfe", covariates=["traffic"]),
        panel(data),
        again(panel(data)),
        term=None,
        again=again,
    )
    on = (data["year"] >= data["start"]).astype(float)
    test = wild_bootstrap(
        data.assign(on=on),
        outcome="checks",
        regressors=["on", "traffic"],
        parameter="on",
        cluster="region",
        fixed_effects=["post", "year"],
    )
    assert record.method == "wild_bootstrap"
    assert record.p_value == pytest.approx(test.p_value)
    assert (record.conf_low, record.conf_high) == pytest.approx(tuple(test.interval()))
    assert "With 14 clusters" in record.sentence
    assert notes == ()


def test_a_term_of_a_fixed_effects_regression_gets_its_own():
    data = panel(frame())
    fit = estimate_panel(data, regressors=["traffic"], model="fixed_effects")
    record, _ = small_sample_of(
        section("panel", regressors=["traffic"]),
        data,
        fit.term("traffic"),
        term="traffic",
        again=lambda p: estimate_panel(p, regressors=["traffic"]).term("traffic"),
    )
    assert record.method == "wild_bootstrap"
    test = wild_bootstrap(
        frame(),
        outcome="checks",
        regressors=["traffic"],
        parameter="traffic",
        cluster="region",
        fixed_effects=["post"],
    )
    assert (record.conf_low, record.conf_high) == pytest.approx(tuple(test.interval()))


@pytest.mark.parametrize(
    ("options", "term"), [({"model": "random_effects"}, "traffic"), ({}, "(Intercept)")]
)
def test_what_is_no_within_regression_of_that_term_gets_the_jackknife(options, term):
    data = panel(frame())
    again = lambda p: overall(p)  # noqa: E731, PLW0108 - stands for any estimate of a term
    record, _ = small_sample_of(
        section("panel", regressors=["traffic"], **options),
        data,
        overall(data),
        term=term,
        again=again,
    )
    assert record.method == "jackknife"


def test_other_estimators_leave_out_one_cluster_at_a_time():
    data = panel(frame())
    record, _ = small_sample_of(
        section("imputation"), data, overall(data), term=None, again=overall
    )
    test = jackknife_clusters(data, overall)
    assert record.method == "jackknife"
    assert record.p_value == pytest.approx(test.p_value)
    assert (record.conf_low, record.conf_high) == pytest.approx(tuple(test.interval()))


def test_a_limit_that_cannot_be_had_is_absent():
    # One region is treated and one is not: no effect can be rejected.
    data = panel(frame(2))
    record, notes = small_sample_of(
        section("imputation"), data, overall(data), term=None, again=overall
    )
    assert record.method == "randomisation"
    assert (record.conf_low, record.conf_high) == (None, None)
    assert notes == ()


def test_where_it_cannot_be_had_the_reason_is_noted():
    # Any other panel is refused, so that neither assignments nor clusters can be varied.
    data = panel(frame(4))
    found = overall(data)

    def never_again(_panel: Panel) -> Estimate:
        raise DesignError("It stands alone.", needed="More.", do="Nothing.")

    record, notes = small_sample_of(
        section("imputation"), data, found, term=None, again=never_again
    )
    assert record is None
    (note,) = notes
    assert note.startswith("Inference for few clusters could not be computed: ")


def test_what_regresses_on_columns_is_not_judged_by_dealing_treatment_anew():
    # Two regions are treated, which would ask for randomisation; the columns would stay.
    data = frame(20)
    data["start"] = np.where(data["region"] < 2, 2, np.nan)
    data["found"] = np.random.default_rng(3).poisson(4, size=len(data))
    counted = Panel.from_frame(
        data, unit="post", time="year", outcome="found", treated_from="start", cluster="region"
    )
    again = lambda p: estimate_poisson(p, regressors=["traffic"]).effect("traffic")  # noqa: E731
    record, notes = small_sample_of(
        section("poisson", regressors=["traffic"]),
        counted,
        again(counted),
        term="traffic",
        again=again,
    )
    assert (record.method, notes) == ("jackknife", ())


def test_counts_of_few_treated_clusters_say_why_treatment_cannot_be_dealt_anew():
    data = frame(20)
    data["start"] = np.where(data["region"] < 2, 2, np.nan)
    data["found"] = np.random.default_rng(3).poisson(1, size=len(data))
    counted = Panel.from_frame(
        data, unit="post", time="year", outcome="found", treated_from="start", cluster="region"
    )
    again = lambda p: estimate_extended_poisson(p).aggregate()  # noqa: E731 - as a study passes it
    record, _ = small_sample_of(
        section("extended_poisson"), counted, again(counted), term=None, again=again
    )
    assert record.method == "jackknife"
    assert "does not take shifted outcomes" in record.sentence
    assert record.sentence.endswith("Read it with great caution.")
