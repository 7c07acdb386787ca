import sys

import pytest

from evalcap.errors.source import (
    MissingFileError,
    NoFilesError,
    PackageLocationError,
    PackageNotInstalledError,
    UnreadableFileError,
)
from evalcap.sources.location import find_file, find_files


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


@pytest.fixture
def monthly(tmp_path):
    folder = tmp_path / "monthly"
    for name in ("2024-02.csv", "2024-01.csv", "2023/12.csv", "~$2024-01.csv", ".hidden", "a.txt"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("a\n1\n")
    return tmp_path


def test_a_pattern_finds_its_files_in_the_order_of_their_names(monthly):
    found = find_files("monthly/*.csv", folder=monthly)
    assert list(found) == ["2024-01.csv", "2024-02.csv"]
    assert found["2024-01.csv"] == monthly / "monthly" / "2024-01.csv"


def test_a_pattern_of_any_depth_names_files_with_their_folders(monthly):
    found = find_files("monthly/**/*.csv", folder=monthly)
    assert list(found) == ["2023/12.csv", "2024-01.csv", "2024-02.csv"]


def test_a_folder_means_its_own_files_without_what_programs_leave_there(monthly):
    assert list(find_files("monthly", folder=monthly)) == ["2024-01.csv", "2024-02.csv", "a.txt"]


def test_a_file_is_a_file_though_its_name_looks_like_a_pattern(tmp_path):
    (tmp_path / "a[1].csv").write_text("a\n1\n")
    assert list(find_files("a[1].csv", folder=tmp_path)) == ["a[1].csv"]


@pytest.mark.parametrize("pattern", ["monthly/*.dta", "yearly/*.csv"])
def test_a_pattern_that_no_file_fits_is_refused(monthly, pattern):
    with pytest.raises(NoFilesError, match="No file fits"):
        find_files(pattern, folder=monthly)


def test_an_empty_folder_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoFilesError):
        find_files("empty", folder=tmp_path)


def test_one_file_is_found_as_before(monthly):
    assert list(find_files("monthly/a.txt", folder=monthly)) == ["a.txt"]
    with pytest.raises(MissingFileError):
        find_files("monthly/b.txt", folder=monthly)
