import sys

import pytest

from evalcap.errors.source import (
    MissingFileError,
    PackageLocationError,
    PackageNotInstalledError,
    UnreadableFileError,
)
from evalcap.sources.location import find_file


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Install a package that must not be imported to read its data."""
    root = tmp_path / "site" / "shipsdata"
    (root / "data").mkdir(parents=True)
    (root / "__init__.py").write_text("raise RuntimeError('imported')")
    (root / "data" / "posts.csv").write_text("post\nA\n")
    (tmp_path / "site" / "secret.csv").write_text("name\n")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    return root


def test_a_package_resource_is_found_without_importing_the_package(package):
    assert find_file("package:shipsdata/data/posts.csv") == package / "data" / "posts.csv"
    assert "shipsdata" not in sys.modules


@pytest.mark.parametrize(
    "location",
    [
        "package:shipsdata/../secret.csv",
        "package:shipsdata/data/../../secret.csv",
        "package:shipsdata//etc/hostname",
        "package:shipsdata",
        "package:/data/posts.csv",
        "package:ships.data/posts.csv",
        "package:../site/secret.csv",
    ],
)
def test_a_package_location_stays_inside_its_package(package, location):
    assert package.is_dir()
    with pytest.raises(PackageLocationError):
        find_file(location)


def test_a_link_out_of_the_package_is_refused(package):
    (package / "data" / "link.csv").symlink_to(package.parent / "secret.csv")
    with pytest.raises(PackageLocationError):
        find_file("package:shipsdata/data/link.csv")


def test_a_package_that_is_not_installed_names_the_extra():
    with pytest.raises(PackageNotInstalledError, match=r"evalcap\[demo\]"):
        find_file("package:nosuchpackage/data/posts.csv")


def test_a_missing_resource_names_its_neighbours(package):
    assert package.is_dir()
    with pytest.raises(MissingFileError, match=r"posts\.csv"):
        find_file("package:shipsdata/data/post.csv")


def test_a_missing_folder_has_no_neighbours(tmp_path):
    with pytest.raises(MissingFileError, match="Check the name"):
        find_file("nowhere/posts.csv", folder=tmp_path)


def test_a_folder_is_not_a_file(tmp_path):
    with pytest.raises(UnreadableFileError, match="folder"):
        find_file(tmp_path)
