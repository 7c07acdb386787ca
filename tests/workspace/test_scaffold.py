import ast
import errno
import tomllib
from pathlib import Path

import pytest

from evalcap.errors.standardisation import UnknownProgrammeError
from evalcap.programmes import NAMES
from evalcap.study import Study
from evalcap.workspace.scaffold import write_scaffold


@pytest.mark.parametrize("programme", NAMES)
def test_a_new_study_is_a_plan_without_mistakes(tmp_path, programme):
    folder = write_scaffold(tmp_path, "border-posts", programme)
    study = Study.read(folder)
    assert study.slug == "border-posts"
    assert study.plan.title == "Border posts"
    assert study.plan.programme == programme
    assert study.lessons().lessons == ()


@pytest.mark.parametrize("programme", NAMES)
def test_what_is_commented_out_is_good_too(tmp_path, programme):
    folder = write_scaffold(tmp_path, "border-posts", programme)
    for name in ("study.toml", "lessons.toml"):
        lines = (folder / name).read_text().splitlines()
        uncommented = [
            line.removeprefix("# ")
            for line in lines
            if not line.startswith("# ") or "=" in line or line.startswith(("# [", "# [["))
        ]
        (folder / name).write_text("\n".join(uncommented))
    study = Study.read(folder)
    assert study.plan.cycle.due is not None
    assert study.lessons().lessons[0].evidence == (f"{study.plan.outcomes[0].name}/group_time",)


def test_prepare_is_python_that_passes_the_data_through(tmp_path):
    folder = write_scaffold(tmp_path, "border-posts", "training")
    module = ast.parse((folder / "prepare.py").read_text())
    assert [node.name for node in module.body if isinstance(node, ast.FunctionDef)] == ["prepare"]


def test_the_plan_has_its_notes_and_no_leftover_of_the_template(tmp_path):
    folder = write_scaffold(tmp_path, "border-posts", "training")
    text = (folder / "study.toml").read_text()
    assert "evalcap accept border-posts" in text
    assert "$" not in text
    assert tomllib.loads(text)["design"]["unit"] == "officer"


def test_an_unknown_programme_leaves_no_folder(tmp_path):
    with pytest.raises(UnknownProgrammeError):
        write_scaffold(tmp_path, "border-posts", "cooking")
    assert not (tmp_path / "border-posts").exists()


def test_a_disk_that_is_full_leaves_no_half_of_a_study(tmp_path, monkeypatch):
    real = Path.write_text

    def refuse(file, *args, **options):
        if file.name == "prepare.py":
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(file, *args, **options)

    monkeypatch.setattr(Path, "write_text", refuse)
    with pytest.raises(OSError, match="No space left"):
        write_scaffold(tmp_path, "border-posts", "training")
    assert list(tmp_path.iterdir()) == []
