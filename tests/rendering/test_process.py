import os
import sys
import time

import pytest

from evalcap.rendering.process import TimeLimitExceededError, run

POSIX = pytest.mark.skipif(os.name != "posix", reason="process groups are POSIX")


def ran(script, tmp_path, time_limit=30.0):
    command = [sys.executable, "-c", script]
    return run(command, folder=tmp_path, environment=os.environ, time_limit=time_limit)


def test_a_command_gives_its_code_and_both_streams(tmp_path):
    script = "import sys, os; print(os.getcwd()); print('é', file=sys.stderr); sys.exit(3)"
    finished = ran(script, tmp_path)
    assert finished.code == 3
    assert finished.output.strip() == str(tmp_path.resolve())
    assert finished.complaints.strip() == "é"


def test_bytes_that_are_no_text_do_not_matter(tmp_path):
    script = "import sys; sys.stdout.buffer.write(b'\\xff ok')"
    assert "ok" in ran(script, tmp_path).output


@POSIX
def test_a_child_that_outlives_its_launcher_is_ended_too(tmp_path):
    late = "import time, pathlib; time.sleep(1.5); pathlib.Path('late').touch()"
    launcher = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {late!r}]).wait()"
    with pytest.raises(TimeLimitExceededError):
        ran(launcher, tmp_path, time_limit=0.5)
    time.sleep(1.5)
    assert not (tmp_path / "late").exists()


@POSIX
def test_a_process_that_ends_when_asked_can_tidy_up(tmp_path):
    script = (
        "import signal, sys, time, pathlib\n"
        "def tidy(*_): pathlib.Path('tidied').touch(); sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, tidy)\n"
        "pathlib.Path('ready').touch(); time.sleep(60)\n"
    )
    with pytest.raises(TimeLimitExceededError):
        ran(script, tmp_path, time_limit=1.5)
    assert (tmp_path / "tidied").exists()


@POSIX
def test_a_surviving_child_that_holds_the_stream_does_not_hold_us(tmp_path):
    script = (
        "import subprocess, sys\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(5)'])\n"
        "print('done')\n"
    )
    began = time.monotonic()
    assert ran(script, tmp_path).output.strip() == "done"
    assert time.monotonic() - began < 4


def test_a_command_that_does_not_exist_is_an_error_of_the_system(tmp_path):
    with pytest.raises(OSError, match="none"):
        run([tmp_path / "none"], folder=tmp_path, environment={}, time_limit=1)
