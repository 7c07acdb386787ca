import errno
import re
import threading
from pathlib import Path

import pytest

from evalcap.cli.answering import answering
from evalcap.errors import EvalcapError
from evalcap.workspace.layout import Layout
from evalcap.workspace.lock import hold_lock


class WrongError(EvalcapError):
    def __init__(self):
        super().__init__("It is wrong.", needed="It should be right.", do="Put it right.")


@pytest.fixture
def ends(capsys):
    """Let a command meet an error; give its exit code and what it said on each stream."""

    def meet(error):
        def command():
            raise error

        with pytest.raises(Exception) as caught:
            answering(command)()
        streams = capsys.readouterr()
        return caught.value.exit_code, streams.out, streams.err

    return meet


def test_an_error_for_the_user_is_its_message_on_the_error_stream(ends):
    assert ends(WrongError()) == (1, "", "It is wrong.\nIt should be right.\nPut it right.\n")


@pytest.mark.parametrize("error", [KeyError("a name nobody may read"), SystemExit(0)])
def test_a_fault_is_no_success_and_its_details_go_to_a_file(ends, error):
    code, out, err = ends(error)
    assert (code, out) == (4, "")
    assert "a name nobody may read" not in err
    assert "Traceback" not in err
    log = Path(re.search(r"\S+\.log", err).group())
    assert type(error).__name__ in log.read_text()
    log.unlink()


def test_what_the_system_refuses_is_a_failure_with_its_reason_and_file(ends):
    code, out, err = ends(PermissionError(errno.EACCES, "Permission denied", "/data/a.csv"))
    assert (code, out) == (1, "")
    assert "because of a file: Permission denied (/data/a.csv)." in err
    Path(re.search(r"\S+\.log", err).group()).unlink()


def test_a_disk_with_no_room_for_the_details_is_told_all_the_same(ends, monkeypatch):
    full = OSError(errno.ENOSPC, "No space left on device")

    def refuse(*_args, **_options):
        raise full

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    code, _, err = ends(full)
    assert code == 1
    assert "No space left on device" in err
    assert "the details are in no file" in err


def test_an_interrupt_says_so_and_is_left_to_the_command_line(capsys):
    def command():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        answering(command)()
    assert "Interrupted. What is in place stays" in capsys.readouterr().err


def test_a_pager_that_has_seen_enough_is_left_to_the_command_line():
    def command():
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        answering(command)()


def test_outside_a_workspace_is_wrong_usage(evalcap, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = evalcap("build")
    assert answer.exit_code == 2
    assert answer.stderr.startswith("There is no workspace in ")
    assert answer.stdout == ""


def test_a_study_that_fails_is_one(evalcap, folder):
    (folder / "studies/north/study.toml").write_text("fail = 'missing'")
    answer = evalcap("build")
    assert answer.exit_code == 1
    assert "There is no file 'data.csv'." in answer.output


@pytest.mark.parametrize("command", [["build", "nort"], ["run", "nort"], ["check", "nort"]])
@pytest.mark.usefixtures("folder")
def test_a_study_that_does_not_exist_is_wrong_usage(evalcap, command):
    answer = evalcap(*command)
    assert answer.exit_code == 2
    assert "Did you mean north?" in answer.stderr


@pytest.mark.parametrize("command", [["build"], ["run", "north"], ["compact"], ["reproduce"]])
def test_somebody_elses_lock_is_three(evalcap, folder, command):
    held, release = threading.Event(), threading.Event()

    def hold():
        with hold_lock(Layout(folder), wait=1, log=print):
            held.set()
            release.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    answer = evalcap(*command, "--wait", "0.1")
    release.set()
    thread.join()
    assert answer.exit_code == 3
    assert "locked by process" in answer.stderr
