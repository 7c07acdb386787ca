import re
import tomllib
from pathlib import Path

from evalcap.workspace import versions

ROOT = Path(__file__).parents[2]
# These can change neither a number nor a page: the plans of phone numbers can only stop a study.
# Pandoc and Typst report their own versions.
WITHOUT_EFFECT = {"filelock", "phonenumberslite", "rich", "typer", "pypandoc_binary", "typst"}


def test_every_dependency_counts_unless_there_is_a_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = project["dependencies"] + project["optional-dependencies"]["reports"]
    names = {re.split(r"[\[<>=!~ ]", requirement)[0] for requirement in declared}
    assert set(versions.PACKAGES) == names - WITHOUT_EFFECT


def test_an_absent_package_or_program_is_said_to_be_absent(monkeypatch):
    assert versions.installed_version("no-such-package") == "not installed"
    monkeypatch.setattr(versions, "engine_versions", lambda: {"quarto": None, "typst": "0.15"})
    found = versions.all_versions()
    assert found["quarto"] == "not installed"
    assert found["typst"] == "0.15"
