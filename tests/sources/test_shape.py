import pytest

from evalcap.errors.reading import FileProblemsError, LimitError
from evalcap.sources.options import Limits
from evalcap.sources.shape import LINE_BYTES, find_shape


def _shape(text, delimiter=None, first_line=1, limits=None):
    return find_shape(
        text.encode(),
        delimiter=delimiter,
        first_line=first_line,
        limits=limits or Limits(),
        location="a.csv",
    )


def _problems(text, **options):
    with pytest.raises(FileProblemsError) as caught:
        _shape(text, **options)
    return caught.value.problems


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_fits_every_row(delimiter):
    text = f'"one, two; three"{delimiter}n\n"A\nB"{delimiter}1\n\nC{delimiter}2'
    assert _shape(text).delimiter == delimiter
    assert _shape(text).header == ("one, two; three", "n")


def test_a_mark_in_the_header_alone_is_no_delimiter():
    assert _shape("Value (min, max);n\n3;1\n").delimiter == ";"


def test_two_delimiters_that_both_fit_are_to_be_decided():
    (problem,) = _problems("a,b;c\n1,2;3\n")
    assert "commas and semicolons" in problem.wrong
    assert _shape("a,b;c\n1,2;3\n", delimiter=";").header == ("a,b", "c")


def test_one_column_is_a_table_too():
    assert _shape("a\n1\n2\n").header == ("a",)


def test_rows_with_more_and_with_fewer_cells_are_named_by_line():
    more, fewer = _problems("a,b\n1,2\n1,2,3\n4\n5,6\n7\n")
    assert ("more" in more.wrong, more.n, more.examples) == (True, 1, (3,))
    assert ("fewer" in fewer.wrong, fewer.n, fewer.examples) == (True, 2, (4, 6))


def test_line_numbers_are_those_of_an_editor_whatever_is_quoted_or_blank_or_above():
    text = 'a,b\n"x\ny",2\n\n1,2,3\n'
    assert _problems(text)[0].examples == (5,)
    assert _problems(text, first_line=11)[0].examples == (15,)


def test_a_delimiter_that_changes_is_named_from_where_it_does():
    (problem,) = _problems("a;b;c\n1;2;3\n4,5,6\n7,8,9\n")
    assert "separated by commas, those of the header by semicolons" in problem.wrong
    assert (problem.n, problem.examples) == (2, (3, 4))


def test_a_quotation_mark_that_is_never_closed_is_named_by_its_line():
    (problem,) = _problems('a,b\n1,2\n"x,2\n3,4\n5,6\n')
    assert "never closed" in problem.wrong
    assert problem.examples == (3,)


def test_inches_within_a_cell_are_no_quotation_marks():
    assert _shape('a,b\n5" screen,1\n').header == ("a", "b")


def test_titles_above_the_header_are_suggested_as_a_cause():
    (problem,) = _problems("Report\npost,n\nA,1\n")
    assert "header = N" in problem.do


def test_more_columns_than_the_limit_are_refused_with_the_way_to_raise_it():
    with pytest.raises(LimitError, match=r"limits = \{ columns = 13 \}"):
        _shape(",".join("abcdefghijkl") + "\n", limits=Limits(columns=3))


def test_a_line_longer_than_any_of_a_table_is_refused():
    (problem,) = _problems("a,b\n" + "x" * (LINE_BYTES + 1) + "\n")
    assert "line 2 is longer" in problem.wrong


def test_empty_lines_above_the_header_are_no_header():
    assert _shape("\n\na;b\n1;2\n").header == ("a", "b")


def test_empty_lines_alone_are_no_table():
    assert [problem.kind for problem in _problems("\n\n")] == ["empty"]


@pytest.mark.parametrize(
    ("titles", "line"), [("Export;;;\n", 2), ("Export;;;\nMade in May;;2024;\n\n;;;\n", 5)]
)
def test_a_title_padded_with_delimiters_is_refused_with_the_line_of_the_headers(titles, line):
    table = "post;month;n;region\nA;1;2;north\n"
    (problem,) = _problems(titles + table)
    assert problem.wrong == "line 1 names 1 of 4 columns"
    assert f"header = {line}." in problem.do
    assert _shape(table, first_line=line).header == ("post", "month", "n", "region")


def test_columns_with_nothing_in_them_make_no_title_of_a_header():
    assert _shape("post;n;;;;\nA;1;;;;\n").header[:2] == ("post", "n")
    assert _shape(";post;n\n1;A;2\n").header == ("", "post", "n")
