import pytest

from evalcap.errors.reading import FileProblemsError, ReaderOptionError
from evalcap.sources.delimited import read_text_cells
from evalcap.sources.options import Options


@pytest.fixture
def columns(read):
    return lambda raw, **options: read(raw, **options).frame.to_dict("list")


def test_numbers_are_numbers_and_the_rest_is_text(columns):
    raw = "post,share\nA,0.1\nB,0.25\n"
    assert columns(raw) == {"post": ["A", "B"], "share": [0.1, 0.25]}


def test_declared_decimal_commas_are_read(columns):
    raw = "post;share;n\nA;0,5;1.5\n"
    assert columns(raw, decimal=",") == {"post": ["A"], "share": [0.5], "n": ["1.5"]}


def test_declared_thousands_are_read_with_declared_decimals(columns):
    raw = "post;sum\nA;1.234,5\nB;12\n"
    assert columns(raw, decimal=",", thousands=".") == {"post": ["A", "B"], "sum": [1234.5, 12]}


def test_a_column_that_is_declared_text_is_not_read_as_numbers(columns):
    raw = "post,n\n12E5,1\n13E5,2\n"
    assert columns(raw)["post"] == [1200000.0, 1300000.0]
    assert columns(raw, text_columns=["post"])["post"] == ["12E5", "13E5"]


def test_a_column_that_is_declared_text_must_be_there(read):
    with pytest.raises(ReaderOptionError, match="no such column"):
        read("post,n\nA,1\n", text_columns=["Post"])


def test_titles_above_the_header_are_left_out(columns):
    raw = "Report, first half of 2024\n\npost,n\nA,1\n"
    assert columns(raw, header=3) == {"post": ["A"], "n": [1]}


def test_a_line_that_tells_excel_the_delimiter_is_no_header(columns):
    assert columns("sep=;\r\na,b;c\r\n1,2;3\r\n") == {"a,b": ["1,2"], "c": [3]}
    assert columns("sep=;\nTitle\na;c\n1;3\n", header=3) == {"a": [1], "c": [3]}


def test_a_header_below_the_end_is_refused(read):
    with pytest.raises(FileProblemsError, match=r"has 2 lines, and the headers .* in line 9"):
        read("post,n\nA,1\n", header=9)


def test_a_quoted_cell_may_hold_the_delimiter_and_line_breaks(columns):
    raw = 'post,note\nA,"one, two\nthree"\nB,"say ""yes"""\n'
    assert columns(raw)["note"] == ["one, two\nthree", 'say "yes"']


def test_a_tsv_has_tabs_and_may_have_commas(read):
    assert read("post, a\tn\nA\t1\n", name="a.tsv").frame.columns.tolist() == ["post, a", "n"]


def test_rows_with_nothing_in_them_are_left_out_and_counted(read):
    source = read("post;n\nA;1\n;\n\nB;2\n;\n")
    assert source.frame.to_dict("list") == {"post": ["A", "B"], "n": [1, 2]}
    (finding,) = source.findings
    assert (finding.kind, finding.n, finding.examples) == ("empty_rows", 2, (2, 4))


def test_a_header_alone_gives_no_rows(read):
    assert read("post,month\n").frame.shape == (0, 2)


def test_old_macintosh_line_ends_are_line_ends(columns):
    assert columns("post,n\rA,1\rB,2\r") == {"post": ["A", "B"], "n": [1, 2]}


@pytest.mark.parametrize("text", ["a,b\n1,2,3\n4,5,6\n", "a,b\n1,2\n4\n", 'a,b\n"x,2\n'])
def test_rows_that_do_not_fit_the_header_are_refused(read, text):
    with pytest.raises(FileProblemsError):
        read(text)


def test_the_log_says_how_the_text_was_read(read):
    layout = read("poste;n\nGorée;1\n".encode("cp1252")).files[0].layout
    assert layout == {"encoding": "cp1252", "delimiter": ";"}


def test_cells_can_be_had_as_they_are_written(raw_file):
    headers, cells, layout = read_text_cells(raw_file("a,a\n007,1.50\n,x\n"), Options())
    assert headers == ("a", "a")
    assert cells[0].tolist()[0] == "007"
    assert cells[1].tolist() == ["1.50", "x"]
    assert cells[0].isna().tolist() == [False, True]
    assert layout["delimiter"] == ","
