import pytest

from evalcap.codelists import default_folder
from evalcap.errors.validation import SuiteNotFoundError
from evalcap.validation.files import suite_files

SHIPPED = default_folder("expectations")


def test_a_suite_comes_with_the_common_rules_before_it():
    assert suite_files("training") == (SHIPPED / "common.yaml", SHIPPED / "training.yaml")


def test_the_common_rules_alone_are_a_suite():
    assert suite_files("common") == (SHIPPED / "common.yaml",)


def test_a_workspaces_own_file_wins_and_the_others_fill_in(tmp_path):
    (tmp_path / "training.yaml").write_text("name: training\nexpectations: []\n")
    assert suite_files("training", tmp_path) == (
        SHIPPED / "common.yaml",
        tmp_path / "training.yaml",
    )


def test_an_unknown_suite_is_answered_with_those_there_are(tmp_path):
    with pytest.raises(SuiteNotFoundError, match="common, document_verification, reintegration"):
        suite_files("trainings", tmp_path)
