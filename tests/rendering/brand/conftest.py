"""A made-up organisation's brand."""

from pathlib import Path

import pytest

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60">'
    '<rect width="60" height="60" fill="#00594f"/></svg>'
)
BRAND = """
meta:
  name: Example Institute & Partners
logo: logos/logo.svg
color:
  palette:
    pine: "#00594f"
    cream: "#fffaf0"
  foreground: "#222222"
  background: cream
  primary: pine
typography:
  base: Noto Sans
  headings: Georgia
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of templates with a brand and its logo."""
    (tmp_path / "logos").mkdir()
    (tmp_path / "logos" / "logo.svg").write_text(LOGO, encoding="utf-8")
    (tmp_path / "_brand.yml").write_text(BRAND, encoding="utf-8")
    return tmp_path
