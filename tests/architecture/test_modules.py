"""What every module of the library has in common."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
SOURCE = TESTS.parent / "src" / "evalcap"
MODULES = sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py"))

MOST_LINES = 250
VAGUE = {"base", "common", "helpers", "manager", "misc", "util", "utils"}

# The only place that imports a library.
HOMES = {
    "great_expectations": "validation/",
    "linearmodels": "estimators/linear_models.py",
    "openpyxl": "programmes/writing/",
    "phonenumbers": "privacy/identifiers/phones.py",
    "stdnum": "privacy/identifiers/national_numbers.py",
}

# Modules without a test file of the same name, and what holds them instead.
HELD_ELSEWHERE = {
    "__main__.py": "the command, by tests/cli",
    "errors/": "each error by the tests of the stage that raises it",
    "estimate/membership.py": "facts without behaviour",
    "kernels/arrays.py": "names of types",
    "compact/practice_fields.py": "by tests/compact/test_practice.py",
    "compact/register_model.py": "records, by tests/compact/test_register.py",
    "cli/options.py": "declarations, by every test of a command",
    "cli/tables.py": "by tests/cli/test_looking.py",
    "diagnostics/decomposition_plot.py": "by tests/diagnostics/test_decomposition.py",
    "evidence/exchange.py": "facts, by tests/study/test_documented.py and tests/compact",
    "evidence/results.py": "records, by tests/evidence/test_assembly.py and tests/words",
    "inference/randomisation_result.py": "by tests/inference/test_randomisation.py",
    "inference/wild_bootstrap_result.py": "by tests/inference/test_wild_bootstrap.py",
    "lessons/model.py": "by tests/lessons/test_register.py",
    "privacy/disclosure/case.py": "by test_protection.py and test_earlier.py there",
    "evidence/corrections.py": "records, by tests/study/test_corrections.py",
    "evidence/disclosure.py": "records, by tests/evidence/test_protection.py",
    "evidence/privacy.py": "records, by tests/study/test_privacy_findings.py",
    "privacy/identifiers/kind.py": "facts, by its test_detection.py",
    "privacy/pseudonyms/form.py": "facts, by its test_naming.py",
    "programmes/writing/cell.py": "the name of a type",
    "programmes/scoring/answers.py": "by tests/programmes/scoring/test_reintegration.py",
    "programmes/scoring/cascade.py": "by tests/programmes/scoring/test_learning.py",
    "programmes/scoring/delivered.py": "by tests/programmes/scoring/test_reintegration.py",
    "programmes/scoring/detection_counts.py": "by tests/programmes/scoring/test_detection.py",
    "programmes/scoring/detection_scores.py": "by tests/programmes/scoring/test_detection.py",
    "programmes/scoring/learning_": "by tests/programmes/scoring/test_learning.py",
    "programmes/scoring/officers.py": "by tests/programmes/scoring/test_learning.py",
    "programmes/scoring/reintegration_scores.py": "by its test_reintegration.py",
    "programmes/scoring/reliability.py": "by tests/programmes/scoring/test_learning.py",
    "report/lint/finding.py": "facts without behaviour",
    "rendering/formats.py": "names of formats",
    "site/content.py": "by tests/site/test_writing.py and test_front.py",
    "sources/source.py": "facts, by tests/sources/test_read.py",
    "standardisation/draft.py": "by tests/standardisation/test_drafting.py",
    "study/data_sections.py": "by tests/study/test_data.py and test_plan.py",
    "study/grading.py": "by tests/study/test_assembling.py",
    "study/inputs.py": "by tests/study/test_study.py and tests/workspace/test_fingerprint.py",
    "study/section.py": "by tests/study/test_plan.py",
    "workspace/deciding.py": "by tests/workspace/test_build.py",
    "workspace/finding_counts.py": "by tests/workspace/test_findings.py",
    "workspace/layout.py": "names of places",
    "workspace/making.py": "by tests/workspace/test_build.py",
    "workspace/steps.py": "by tests/faults/test_bad_studies.py",
    "workspace/watching.py": "declarations, by tests/cli/test_progress.py",
    "workspace/workers.py": "by tests/workspace/test_build.py",
}


def imported_by(module: str) -> set[str]:
    """The packages that a module imports, also by name and also within a function."""
    packages = set()
    for node in ast.walk(ast.parse((SOURCE / module).read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                names = [alias.name for alias in node.names]
            case ast.ImportFrom(module=str(name)):
                names = [name]
            case ast.Call(func=ast.Name(id="import_module"), args=[ast.Constant(value=str(name))]):
                names = [name]
            case _:
                names = []
        packages |= {name.partition(".")[0] for name in names}
    return packages


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_short_enough_to_be_read(module):
    lines = (SOURCE / module).read_text(encoding="utf-8").splitlines()
    assert len(lines) <= MOST_LINES


@pytest.mark.parametrize("module", MODULES)
def test_a_module_s_name_says_what_it_holds(module):
    assert not VAGUE & set(Path(module).with_suffix("").parts)


@pytest.mark.parametrize("library", HOMES)
def test_a_library_lives_behind_one_module(library):
    importers = [module for module in MODULES if library in imported_by(module)]
    assert importers
    assert all(module.startswith(HOMES[library]) for module in importers)


def test_kernels_know_no_pandas():
    kernels = [module for module in MODULES if module.startswith("kernels/")]
    assert not [module for module in kernels if "pandas" in imported_by(module)]


def test_every_module_has_a_test_file_of_its_name_or_a_reason():
    bare = [
        module
        for module in MODULES
        if not module.endswith("__init__.py")
        and not (TESTS / module).with_name(f"test_{Path(module).name}").exists()
    ]
    excused = tuple(HELD_ELSEWHERE)
    assert [module for module in bare if not module.startswith(excused)] == []
