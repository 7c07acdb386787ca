from pathlib import Path

import pytest

from evalcap.errors.render import EngineVersionError
from evalcap.rendering.quarto_engine import MINIMUM, QuartoEngine


@pytest.mark.parametrize("format_", ["html", "pdf", "docx"])
def test_a_quarto_that_is_too_old_is_not_even_started(tmp_path, format_):
    engine = QuartoEngine(Path("/nowhere/quarto"), "1.3.450")
    with pytest.raises(EngineVersionError, match=MINIMUM[format_]):
        engine.render(tmp_path, "index.qmd", format_, 1.0)


def test_it_says_which_version_it_runs():
    assert QuartoEngine(Path("/nowhere/quarto"), "1.10.18").version() == "1.10.18"
