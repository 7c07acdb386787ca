import pytest

from evalcap.errors.render import DocumentError, DocumentMissingError
from evalcap.rendering.source import read_source


def test_a_document_comes_with_its_front_matter_and_expanded_body(report):
    source = read_source(report, "index.qmd")
    assert source.front_matter["title"] == "A report"
    assert source.text.startswith("---\ntitle:")
    assert "The effect is 2.40, see @sec-findings." in source.text


def test_a_missing_document_is_named(report):
    with pytest.raises(DocumentMissingError, match=r"none\.qmd"):
        read_source(report, "none.qmd")


def test_a_value_that_is_nearly_one_of_those_there_are_is_suggested(report):
    (report / "_variables.yml").write_text("pont: 2.40\n")
    with pytest.raises(DocumentError, match=r"no single value point .*did you mean 'pont'"):
        read_source(report, "index.qmd")


def test_lines_count_from_the_top_of_the_file(report):
    (report / "_variables.yml").unlink()
    with pytest.raises(DocumentError, match=r"index\.qmd, line 9: there is no single value point"):
        read_source(report, "index.qmd")


@pytest.mark.parametrize(
    ("file", "content", "wrong"),
    [
        ("_variables.yml", b"a: [1,", "_variables.yml cannot be read"),
        ("_variables.yml", b"- a", "_variables.yml cannot be read"),
        ("index.qmd", b"---\ntitle: [\n---\n", "index.qmd cannot be read"),
        ("index.qmd", b"---\ntitle: '{{< var point >}}'\n---\n", "takes no shortcodes"),
        ("index.qmd", b"\xff\xfe", "not text in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_of_the_problems(report, file, content, wrong):
    (report / file).write_bytes(content)
    with pytest.raises(DocumentError, match=wrong):
        read_source(report, "index.qmd")


def test_a_byte_order_mark_is_no_part_of_the_text(report):
    text = (report / "index.qmd").read_bytes()
    (report / "index.qmd").write_bytes(b"\xef\xbb\xbf" + text)
    assert read_source(report, "index.qmd").text.startswith("---")
