from pathlib import Path

import pytest

from evalcap.errors.render import PublishError
from evalcap.rendering.publication import publish


@pytest.fixture
def made(tmp_path):
    files = {}
    for name in ("index.html", "report.pdf"):
        files[name] = tmp_path / f"made-{name}"
        files[name].write_text(f"new {name}")
    return files


def content(folder: Path):
    return {file.name: file.read_text() for file in folder.iterdir()}


def test_files_are_put_into_a_folder_made_for_them(tmp_path, made):
    published = publish(made, tmp_path / "site" / "a")
    assert published["index.html"] == tmp_path / "site" / "a" / "index.html"
    assert content(tmp_path / "site" / "a") == {
        "index.html": "new index.html",
        "report.pdf": "new report.pdf",
    }


def test_earlier_files_are_replaced_and_others_left_alone(tmp_path, made):
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("old")
    (site / "evidence.json").write_text("{}")
    publish(made, site)
    assert content(site) == {
        "index.html": "new index.html",
        "report.pdf": "new report.pdf",
        "evidence.json": "{}",
    }


def test_when_a_file_cannot_be_read_nothing_changes(tmp_path, made):
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("old")
    made["report.pdf"].unlink()
    with pytest.raises(PublishError, match="site"):
        publish(made, site)
    assert content(site) == {"index.html": "old"}


def test_when_a_place_is_taken_by_a_folder_what_was_moved_is_put_back(tmp_path, made):
    site = tmp_path / "site"
    (site / "report.pdf").mkdir(parents=True)
    (site / "index.html").write_text("old")
    with pytest.raises(PublishError):
        publish(made, site)
    assert sorted(file.name for file in site.iterdir()) == ["index.html", "report.pdf"]
    assert (site / "index.html").read_text() == "old"


def test_a_folder_that_was_not_there_is_not_left_empty(tmp_path, made):
    made["report.pdf"].unlink()
    with pytest.raises(PublishError):
        publish(made, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_file_in_the_way_of_the_folder_is_reported(tmp_path, made):
    (tmp_path / "site").write_text("a file")
    with pytest.raises(PublishError):
        publish(made, tmp_path / "site")
    assert (tmp_path / "site").read_text() == "a file"
