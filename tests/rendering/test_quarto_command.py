import os

import pytest

from evalcap.rendering.quarto_command import clean_environment, version_parts


@pytest.mark.parametrize(
    ("version", "parts"),
    [
        ("1.10.18", (1, 10, 18)),
        ("99.9.9", (99, 9, 9)),
        ("1.7.0-rc1", (1, 7, 0)),
        ("1.4", (1, 4)),
        ("", ()),
        ("unknown", ()),
    ],
)
def test_a_version_is_compared_by_its_numbers(version, parts):
    assert version_parts(version) == parts


def test_1_10_is_newer_than_1_4():
    assert version_parts("1.10.18") > version_parts("1.4")


@pytest.mark.skipif(os.name != "posix", reason="homes are found otherwise on Windows")
def test_caches_that_cannot_be_written_to_move_with_the_home(tmp_path):
    told = {"HOME": str(tmp_path), "XDG_CACHE_HOME": "/proc/none", "PATH": "/bin"}
    environment = clean_environment(told, home=tmp_path / "own")
    assert environment["HOME"] == str(tmp_path / "own")
    assert "XDG_CACHE_HOME" not in environment
    assert environment["PATH"] == "/bin"
