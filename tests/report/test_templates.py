"""Templates filled."""

import pytest

from evalcap.errors.report import TemplateMistakeError
from evalcap.report.markdown import Markdown
from evalcap.report.templates import DOCUMENT, fill


@pytest.fixture
def filled(tmp_path):
    """Fill a template of one line."""

    def fill_line(line, **content):
        (tmp_path / DOCUMENT).write_text(line, encoding="utf-8")
        return fill(tmp_path, content)

    return fill_line


def test_text_comes_out_literal_and_markdown_as_it_is(filled):
    line = "<< a >> << b >>"
    assert filled(line, a="*x*", b=Markdown("*x*")) == "\\*x\\* *x*"


def test_quartos_own_braces_are_left_alone(filled):
    assert filled("{{< var a.b >}} {#sec-x}") == "{{< var a.b >}} {#sec-x}"


def test_text_of_a_study_is_never_a_template(filled):
    assert (
        filled("<< a >>", a="<% for x in y %><< z >>") == "\\<\\% for x in y \\%\\>\\<\\< z \\>\\>"
    )


def test_a_title_survives_the_front_matter(filled):
    made = filled("title: << a | yaml >>", a='Say: "x" {{< y >}}')
    assert made == 'title: "Say\\\\: \\\\\\"x\\\\\\" \\\\{\\\\{\\\\< y \\\\>\\\\}\\\\}"'


def test_a_name_that_does_not_exist_is_a_mistake_of_the_template(filled):
    with pytest.raises(TemplateMistakeError, match="outcoms"):
        filled("<< outcoms >>")


def test_a_syntax_error_names_the_part_and_the_line(filled):
    with pytest.raises(TemplateMistakeError, match=r"evaluation\.qmd, line 2"):
        filled("\n<% if x %>")


@pytest.mark.parametrize("expression", ["''.__class__", "say.__self__", "say.__globals__"])
def test_a_template_cannot_reach_into_python(filled, expression):
    with pytest.raises(TemplateMistakeError):
        filled(f"<< {expression} >>", say=fill)


def test_a_template_cannot_read_outside_its_folder(filled, tmp_path):
    (tmp_path.parent / "secret.qmd").write_text("secret", encoding="utf-8")
    with pytest.raises(TemplateMistakeError):
        filled('<% include "../secret.qmd" %>')


def test_a_part_that_a_folder_lacks_is_the_one_that_ships(tmp_path):
    (tmp_path / DOCUMENT).write_text('<% include "parts/annex-terms.qmd" %>', encoding="utf-8")
    content = {"say": lambda _: "Terms", "glossary": Markdown("*own*")}
    assert fill(tmp_path, content).startswith("## Terms {#sec-terms}\n\n*own*")


def test_a_name_that_does_not_exist_is_told_with_its_part_and_line(tmp_path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "own.qmd").write_text("one\n<< outcoms >>\n", encoding="utf-8")
    (tmp_path / DOCUMENT).write_text('<% include "parts/own.qmd" %>', encoding="utf-8")
    with pytest.raises(TemplateMistakeError, match=r"\(parts/own.qmd, line 2\): 'outcoms' is"):
        fill(tmp_path, {})


def test_a_part_that_does_not_exist_is_named_without_any_folder(tmp_path):
    (tmp_path / DOCUMENT).write_text('\n<% include "parts/gone.qmd" %>', encoding="utf-8")
    with pytest.raises(TemplateMistakeError, match=r"line 2\): there is no template parts/gone"):
        fill(tmp_path, {})
