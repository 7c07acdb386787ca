import os

import pytest

from evalcap.rendering.inclusion import included_file


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "report"
    (folder / "narrative").mkdir(parents=True)
    (folder / "narrative" / "_context.md").write_text("x")
    (tmp_path / "secret.md").write_text("s")
    return folder


def test_a_file_in_the_folder_is_found(folder):
    found = included_file(folder, "narrative/_context.md", ())
    assert found == (folder / "narrative" / "_context.md").resolve()


@pytest.mark.parametrize(
    ("target", "wrong"),
    [
        ("../secret.md", "outside"),
        ("narrative/../../secret.md", "outside"),
        ("/etc/passwd", "absolute"),
        ("C:\\secret.md", "absolute"),
        ("narrative", "no file"),
        ("narrative/_none.md", "no file"),
    ],
)
def test_what_must_not_or_cannot_be_included_says_why(folder, target, wrong):
    assert wrong in included_file(folder, target, ())


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_that_leads_out_of_the_folder_is_outside(folder):
    (folder / "link.md").symlink_to(folder.parent / "secret.md")
    assert "outside" in included_file(folder, "link.md", ())


def test_a_file_does_not_include_itself(folder):
    within = ("index.qmd", "narrative/_context.md")
    assert "itself" in included_file(folder, "narrative/_context.md", within)
