import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fakes"))

REPORT = """---
title: "A report"
date: 2026-01-31
engine: markdown
---

# Findings {#sec-findings}

The effect is {{< var point >}}, see @sec-findings.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A folder with a small document and its variables."""
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "index.qmd").write_text(REPORT)
    (folder / "_variables.yml").write_text("point: 2.40\n")
    return folder
