import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from evalcap.rendering.options import READER
from evalcap.rendering.packages import pandoc_command
from evalcap.rendering.pandoc_defaults import FILTERS

Filtered = Callable[..., tuple[str, list[str]]]


@pytest.fixture
def filtered(tmp_path: Path) -> Filtered:
    """Run Markdown through some of our filters: what is written, and the problems found."""

    def run(markdown: str, *names: str, to: str = "html", reader: str = READER, **metadata: str):
        command = [str(pandoc_command()), "-f", reader, "-t", to, "--wrap=none", "--mathml"]
        command += ["--number-sections"]
        command += [f"--lua-filter={FILTERS / name}" for name in names]
        command += [f"--metadata={key}={value}" for key, value in metadata.items()]
        ran = subprocess.run(
            command, input=markdown, capture_output=True, text=True, check=True, cwd=tmp_path
        )
        found = [line for line in ran.stderr.splitlines() if line.startswith("[PROBLEM] ")]
        return ran.stdout, [line.removeprefix("[PROBLEM] ") for line in found]

    return run
