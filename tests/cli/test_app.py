import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ONE = ["new", "map", "check", "run", "accept", "translate", "preview", "report"]
PUBLISHED = ["lint", "build", "correct", "withdraw", "compact", "reproduce"]
FURTHER = ["dispose", "status", "doctor", "simulate", "key"]
COMMANDS = ["schema", *ONE, *PUBLISHED, *FURTHER]
# These take seconds to load, and no command may need them to show its help.
HEAVY = ("pandas", "numpy", "matplotlib", "great_expectations", "linearmodels", "rich", "pydantic")


def test_help_names_every_command_and_what_exit_codes_mean(evalcap):
    said = evalcap("--help").output
    listed = said.partition("Commands:")[2].splitlines()[1 : len(COMMANDS) + 1]
    assert [line.split()[0] for line in listed] == COMMANDS
    assert "1 a study failed" in " ".join(said.split())
    assert "..." not in said.partition("Commands:")[2]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(evalcap, command):
    answer = evalcap(command, "--help")
    assert answer.exit_code == 0
    assert answer.output.startswith("Usage: ")
    options = answer.output.partition("Options:")[2]
    # Names of types are no words: what an option takes is named.
    assert not any(kind in options for kind in ("<str>", "<int range>", "<float"))


def test_help_loads_no_heavy_library():
    code = (
        "import sys\nfrom evalcap.cli.app import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    command = [sys.executable, "-c", code]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-1] == "[]"


def test_the_module_is_the_command():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    command = [sys.executable, "-m", "evalcap", "--version"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert answer.stdout == f"evalcap {version}\n"


def test_a_command_that_does_not_exist_is_wrong_usage(evalcap):
    answer = evalcap("biuld")
    assert answer.exit_code == 2
    assert "Did you mean 'build'?" in answer.output


def test_a_command_by_itself_shows_the_help(evalcap):
    assert "Commands:" in evalcap().output
