import importlib.util
import re
from importlib import metadata

import pytest

from evalcap.errors.render import EngineMissingError
from evalcap.rendering.packages import pandoc_command, pandoc_version, typst_version


def test_both_programmes_come_with_their_packages():
    assert pandoc_command().is_file()
    assert re.match(r"3\.\d+", pandoc_version())
    assert re.match(r"0\.\d+", typst_version())


def test_without_pypandoc_one_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(EngineMissingError, match="pip install"):
        pandoc_command()


def test_pypandoc_without_pandoc_is_not_enough(monkeypatch):
    def missing():
        raise OSError("no pandoc")

    monkeypatch.setattr("pypandoc.get_pandoc_path", missing)
    with pytest.raises(EngineMissingError, match="but not Pandoc"):
        pandoc_command()


def test_without_typst_one_is_told_what_to_install(monkeypatch):
    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    with pytest.raises(EngineMissingError, match="typst"):
        typst_version()
