import pytest

from evalcap.errors.render import EngineMissingError
from evalcap.rendering import choice
from evalcap.rendering.choice import choose_engine, engine_versions


@pytest.fixture(autouse=True)
def _no_quarto(monkeypatch, tmp_path):
    monkeypatch.delenv("QUARTO_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.parametrize("asked", ["auto", "pandoc"])
def test_without_quarto_the_built_in_engine_renders(tmp_path, asked):
    assert choose_engine(asked, tmp_path).name == "pandoc"


def test_quarto_that_is_not_there_is_missing(tmp_path):
    with pytest.raises(EngineMissingError):
        choose_engine("quarto", tmp_path)


def test_the_versions_of_what_is_there_are_told(monkeypatch):
    versions = engine_versions()
    assert versions["quarto"] is None
    assert versions["pandoc"]

    def missing():
        raise EngineMissingError("pandoc", "not installed")

    monkeypatch.setattr(choice, "typst_version", missing)
    assert engine_versions()["typst"] is None
