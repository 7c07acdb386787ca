import pytest

from evalcap.workspace.guarding import Failure, guarded


def raising(error):
    def make():
        raise error

    return make


def test_what_works_is_passed_on(layout):
    assert guarded(layout, "north", lambda: 42) == 42


def test_a_library_that_ends_the_interpreter_is_a_failure(layout):
    failure = guarded(layout, "north", raising(SystemExit(0)))
    assert isinstance(failure, Failure)
    assert "SystemExit" in failure.message
    assert "SystemExit" in layout.log("north").read_text()


def test_an_interrupt_is_passed_on(layout):
    with pytest.raises(KeyboardInterrupt):
        guarded(layout, "north", raising(KeyboardInterrupt()))


def test_the_message_names_the_file_but_no_folder_of_this_machine(layout):
    error = PermissionError(13, "Permission denied", "/home/somebody/data.csv")
    failure = guarded(layout, "north", raising(error))
    assert "Permission denied (data.csv)" in failure.message
    assert "somebody" not in failure.message
    assert failure.log == "build/logs/north.log"


def test_a_full_disk_does_not_keep_the_message_from_being_told(layout, monkeypatch):
    def refuse(_file, _text):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("evalcap.workspace.guarding.write_whole", refuse)
    failure = guarded(layout, "north", raising(RuntimeError()))
    assert "a fault that evalcap did not expect" in failure.message
