import pytest

from evalcap.errors.workspace import StudyNameError
from evalcap.workspace.naming import require_name, study_names


@pytest.mark.parametrize("name", ["border-training", "demo2", "a"])
def test_plain_names_are_names(name):
    require_name(name)


@pytest.mark.parametrize(
    "name",
    ["", "../x", "Border", "border_training", "-x", "x-", "2025", "a b", "é", "compact", "fr"],
)
def test_what_cannot_be_an_address_everywhere_is_refused(name):
    with pytest.raises(StudyNameError, match="Lower-case letters"):
        require_name(name)


def test_studies_are_folders_that_hold_something(layout):
    for name in ("north/study.toml", "unfinished/notes.txt", "_draft/study.toml", ".git/config"):
        (layout.studies / name).parent.mkdir(parents=True)
        (layout.studies / name).write_text("")
    (layout.studies / "left-over" / "__pycache__").mkdir(parents=True)
    (layout.studies / "README.md").write_text("")
    assert study_names(layout) == ("north", "unfinished")
