import subprocess
import sys

import pytest

import evalcap

# What the documentation promises.
PROMISED = {
    "Check",
    "CountEffects",
    "EffectPath",
    "Estimate",
    "EvalcapError",
    "Evidence",
    "GroupTimeEffects",
    "InstrumentalFit",
    "Panel",
    "PanelFit",
    "RatioFit",
    "Source",
    "StandardDataset",
    "Study",
    "Validation",
    "check_attrition",
    "check_balance",
    "check_pre_trends",
    "estimate_extended_poisson",
    "estimate_group_time",
    "estimate_imputation",
    "estimate_instrumental",
    "estimate_logit",
    "estimate_panel",
    "estimate_poisson",
    "estimate_sun_abraham",
    "estimate_twfe",
    "estimate_two_period",
    "estimate_two_stage",
    "hausman_test",
    "read_source",
    "render",
    "standardise",
    "validate",
}
HEAVY = {
    "great_expectations",
    "linearmodels",
    "matplotlib",
    "numpy",
    "pandas",
    "pyarrow",
    "scipy",
    "statsmodels",
}


@pytest.mark.parametrize("name", evalcap.__all__)
def test_a_public_name_is_there_and_has_a_docstring(name):
    assert getattr(evalcap, name).__doc__


def test_every_name_that_is_promised_is_public():
    assert set(evalcap.__all__) >= PROMISED
    assert dir(evalcap) == evalcap.__all__ == sorted(evalcap.__all__)


def test_an_unknown_name_is_no_attribute():
    with pytest.raises(AttributeError, match="no attribute 'estimate_everything'"):
        _ = evalcap.estimate_everything


def loaded_by(code: str) -> set[str]:
    """The packages in memory after running some code in an interpreter of its own."""
    command = f"{code}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    result = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True
    )
    return set(result.stdout.split())


def test_importing_evalcap_loads_nothing_heavy():
    assert not loaded_by("import evalcap") & HEAVY


def test_listing_its_names_loads_nothing_either():
    assert not loaded_by("import evalcap\ndir(evalcap)") & HEAVY


def test_a_panel_and_its_estimators_do_without_the_slowest():
    code = "from evalcap import Panel, estimate_group_time, estimate_instrumental, estimate_logit"
    code += ", estimate_panel, estimate_poisson, estimate_twfe"
    slow = HEAVY - {"numpy", "pandas", "pyarrow", "scipy"}
    assert not loaded_by(code) & slow


def test_a_site_and_its_figures_need_no_library_for_data():
    code = "import evalcap.workspace, evalcap.site, evalcap.report.figures.style"
    assert HEAVY & loaded_by(code) == {"matplotlib", "numpy", "scipy"}
