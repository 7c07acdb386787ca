import json
import multiprocessing
import os
import socket
import threading

import pytest

from evalcap.errors.workspace import BuildLockedError
from evalcap.workspace.layout import Layout
from evalcap.workspace.lock import hold_lock


def hold_until(layout, held, release):
    with hold_lock(layout, wait=5, log=print):
        held.set()
        release.wait(30)


@pytest.fixture
def somebody(layout):
    """Another holder of the lock, and the event that lets it go."""
    held, release = threading.Event(), threading.Event()
    thread = threading.Thread(target=hold_until, args=(layout, held, release))
    thread.start()
    assert held.wait(10)
    yield release
    release.set()
    thread.join()


def test_a_second_build_waits_and_says_for_whom(layout, somebody, said):
    def hear(line):
        said.append(line)
        somebody.set()

    with hold_lock(layout, wait=20, log=hear):
        pass
    (message,) = said
    assert f"process {os.getpid()}" in message
    assert socket.gethostname() in message
    assert message.endswith("waiting up to 20 seconds.")


@pytest.mark.usefixtures("somebody")
def test_a_second_build_gives_up_after_its_time_and_says_who_holds_the_lock(layout, said):
    with (
        pytest.raises(BuildLockedError, match=f"process {os.getpid()}.*within 0.3 seconds"),
        hold_lock(layout, wait=0.3, log=said.append),
    ):
        pass


@pytest.mark.usefixtures("somebody")
def test_an_unreadable_owner_is_no_obstacle_to_the_message(layout, said):
    layout.lock_owner.write_text("{")
    with (
        pytest.raises(BuildLockedError, match="another process, which did not say which"),
        hold_lock(layout, wait=0, log=said.append),
    ):
        pass


def test_the_owner_is_written_beside_the_lock_and_removed_with_it(layout):
    with hold_lock(layout, wait=1, log=print):
        assert json.loads(layout.lock_owner.read_text())["process"] == os.getpid()
    assert not layout.lock_owner.exists()


def _take_and_die(root):
    held = hold_lock(Layout(root), wait=1, log=print)
    held.__enter__()
    os._exit(9)


def test_a_killed_build_leaves_no_lock_behind(layout, said):
    holder = multiprocessing.get_context("fork").Process(target=_take_and_die, args=(layout.root,))
    holder.start()
    holder.join()
    assert holder.exitcode == 9
    with hold_lock(layout, wait=1, log=said.append):
        assert said == []
