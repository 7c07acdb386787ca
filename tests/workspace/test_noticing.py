import os
from itertools import islice

from evalcap.workspace.noticing import changes, stamps_of


def watched(folder, *steps, times=1):
    """Give what was noticed while each step was taken during one pause after another."""
    left = iter(steps)

    def pause(_):
        step = next(left, None)
        if step:
            step()

    found = changes(lambda: stamps_of([folder]), stamps_of([folder]), pause=pause)
    return [[file.name for file in files] for files in islice(found, times)]


def test_files_that_are_written_made_or_removed_are_noticed(tmp_path):
    for name in ("kept", "edited", "gone"):
        (tmp_path / name).write_text("1")

    def edit():
        (tmp_path / "edited").write_text("22")
        (tmp_path / "gone").unlink()
        (tmp_path / "new").write_text("1")

    assert watched(tmp_path, edit) == [["edited", "gone", "new"]]


def test_a_file_is_noticed_once_it_is_no_longer_being_written(tmp_path):
    steps = [lambda n=n: (tmp_path / "a").write_text("x" * n) for n in (1, 2, 3)]
    later = lambda: (tmp_path / "b").write_text("x")  # noqa: E731 - one step of several
    assert watched(tmp_path, *steps, None, later, times=2) == [["a"], ["b"]]


def test_a_file_saved_with_the_same_size_is_noticed(tmp_path):
    (tmp_path / "a").write_text("1")
    assert watched(tmp_path, lambda: os.utime(tmp_path / "a", (1, 1))) == [["a"]]


def test_what_programmes_keep_for_themselves_is_left_out(tmp_path):
    for name in (".hidden", "a.md~", "~$letter.docx", "__pycache__", "a.md"):
        (tmp_path / name).write_text("1")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("1")
    assert [file.name for file in stamps_of([tmp_path])] == ["a.md"]


def test_a_file_that_vanishes_while_it_is_looked_at_is_no_fault(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "nowhere")
    assert stamps_of([tmp_path]) == {}
