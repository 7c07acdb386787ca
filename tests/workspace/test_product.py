import pytest

from evalcap.errors.workspace import MissingOutputsError
from evalcap.workspace.product import product_of, require_filled


@pytest.fixture
def made(layout):
    """A product in its place: a page and a folder with one file."""
    staged = layout.site
    (staged / "compact").mkdir(parents=True)
    (staged / "compact" / "lessons.csv").write_text("lesson")
    (staged / "index.html").write_text("page")
    return product_of(layout, staged, {"compact": layout.compact, "index.html": layout.index})


def test_a_product_is_every_file_under_its_final_name(made):
    assert set(made.files) == {"site/index.html", "site/compact/lessons.csv"}


def test_an_untouched_product_has_no_damage(layout, made):
    assert made.damage(layout.build) == ()


def test_damage_is_what_is_missing_empty_or_changed(layout, made):
    layout.index.write_text("")
    (layout.compact / "lessons.csv").write_text("another")
    assert made.damage(layout.build) == (
        "site/index.html is missing",
        "site/compact/lessons.csv was changed after it was built",
    )


def test_all_files_that_are_missing_or_empty_are_named(tmp_path):
    (tmp_path / "report.pdf").touch()
    (tmp_path / "index.html").write_text("page")
    files = [tmp_path / name for name in ("index.html", "report.pdf", "report.docx")]
    with pytest.raises(MissingOutputsError, match=r"2 files are .*: report\.pdf, report\.docx"):
        require_filled("north", files)
