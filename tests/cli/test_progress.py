"""What a build tells: bars on a terminal, plain lines in a log, nothing when asked to be quiet."""

import io

import pytest
from fake_studies import write_study
from rich.console import Console
from rich.progress import Progress

from evalcap.cli.progress import Bars, plain, telling, under_way

ESCAPE = "\x1b"


class Terminal(io.StringIO):
    """Something that says it is a terminal, and keeps what is written to it."""

    def isatty(self):
        return True


@pytest.fixture
def told_to_a_terminal(monkeypatch):
    """Tell on a terminal of some kind, and give what it was sent."""

    def told(kind, **options):
        screen = Terminal()
        with monkeypatch.context() as patch:
            patch.setattr("sys.stdout", screen)
            patch.setenv("TERM", kind)
            tell(**options)
        return screen.getvalue()

    return told


def tell(**options):
    with telling(**options) as told:
        told.watch.expected(2)
        told.watch.begun("north")
        told.log("north: built in 1 s (1 of 2).")
        told.watch.ended("north")


def test_a_log_has_lines_and_no_bars(capsys):
    tell(quiet=False)
    assert capsys.readouterr().out == "north: built in 1 s (1 of 2).\n"


def test_a_log_has_no_bars_where_colours_are_forced(capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    tell(quiet=False)
    assert capsys.readouterr().out == "north: built in 1 s (1 of 2).\n"


def test_a_terminal_has_bars_and_each_line_once(told_to_a_terminal):
    shown = told_to_a_terminal("xterm", quiet=False)
    assert ESCAPE in shown
    assert "studies" in shown
    assert shown.count("built in 1 s") == 1


def test_a_terminal_that_cannot_move_back_has_lines(told_to_a_terminal):
    assert told_to_a_terminal("dumb", quiet=False) == "north: built in 1 s (1 of 2).\n"


def test_quiet_tells_nothing(told_to_a_terminal):
    assert told_to_a_terminal("xterm", quiet=True) == ""


def test_there_is_a_bar_for_all_and_one_for_each_study_under_way():
    progress = Progress(console=Console(file=io.StringIO()))
    bars = Bars(progress)
    bars.expected(2)
    bars.begun("north")
    bars.begun("south")
    shown = [task.description for task in progress.tasks]
    assert shown == ["0 of 2 studies", "north", "south"]
    bars.ended("north")
    assert [task.description for task in progress.tasks] == ["1 of 2 studies", "south"]
    assert (progress.tasks[0].completed, progress.tasks[0].total) == (1, 2)


def test_a_build_with_nothing_to_make_has_no_bar():
    progress = Progress(console=Console(file=io.StringIO()))
    Bars(progress).expected(0)
    assert progress.tasks == []


def test_what_would_steer_a_terminal_becomes_a_space():
    assert plain("a\x1b[31mb\rc\x07\nd\u202e") == "a [31mb c \nd "
    assert plain("déjà vu: «¿qué?»") == "déjà vu: «¿qué?»"


def test_a_quiet_build_says_nothing_unless_something_failed(evalcap, folder):
    assert evalcap("build", "--quiet").output == ""
    write_study(folder, "north", fail="missing")
    answer = evalcap("build", "--quiet")
    assert answer.exit_code == 1
    assert "north: There is no file 'data.csv'." in answer.output
    assert "south" not in answer.output


def test_a_log_of_a_build_is_plain_text(evalcap, folder):
    write_study(folder, "north", fail="coloured")
    answer = evalcap("build")
    assert "red and loud" in answer.output
    assert all(char.isprintable() or char == "\n" for char in answer.output)
    assert answer.output.count("south: built") == 1


def test_what_takes_a_while_shows_on_a_terminal_until_it_ends_and_never_in_a_log(
    monkeypatch, capsys
):
    screen = Terminal()
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", screen)
        patch.setenv("TERM", "xterm")
        with under_way("Checking [north]") as stop:
            stop()
        assert "Checking [north]" in screen.getvalue()
    with under_way("Checking north"):
        pass
    assert capsys.readouterr().out == ""
