"""A study that was taken back."""

from evalcap.workspace.withdrawal import MARK, is_withdrawn


def quiet(_line):
    pass


def test_a_mark_in_the_studys_folder_withdraws_it(workspace):
    folder = workspace.layout.study("north")
    assert not is_withdrawn(workspace.layout, "north")
    (folder / MARK).write_text("", encoding="utf-8")
    assert is_withdrawn(workspace.layout, "north")
    assert not is_withdrawn(workspace.layout, "south")


def test_a_mark_makes_the_summary_anew(workspace):
    workspace.build(log=quiet)
    assert workspace.build(log=quiet).summary.state == "up to date"
    (workspace.layout.study("north") / MARK).write_text("", encoding="utf-8")
    report = workspace.build(["south"], log=quiet)
    assert report.summary.reasons == ("north changed",)
