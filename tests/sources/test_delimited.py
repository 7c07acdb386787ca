import pytest

from evalcap.errors.reading import FileProblemsError, ReaderOptionError
from evalcap.errors.source import UnreadableFileError
from evalcap.sources.delimited import parse_text, read_text_cells
from evalcap.sources.options import Options


@pytest.fixture
def columns(read):
    return lambda raw, **options: read(raw, **options).frame.to_dict("list")


def test_numbers_are_numbers_and_the_rest_is_text(columns):
    raw = "post,share\nA,0.1\nB,0.25\n"
    assert columns(raw) == {"post": ["A", "B"], "share": [0.1, 0.25]}


def test_codes_with_leading_zeros_stay_text(columns):
    assert columns("case,n\n007,1\n7,2\n") == {"case": ["007", "7"], "n": [1, 2]}


def test_codes_with_leading_zeros_stay_text_beside_a_mark_for_missing(columns):
    assert columns("case,n\n007,1\nNA,2\n")["case"] == ["007", "NA"]


def test_a_zero_and_a_decimal_are_not_leading_zeros(columns):
    assert columns("a,b\n0,0.5\n10,-0.5\n") == {"a": [0, 10], "b": [0.5, -0.5]}


def test_a_code_of_sixteen_digits_and_more_keeps_every_digit(columns):
    # As numbers beside an empty cell, the first would end in 2 and the second in 0.
    raw = "case,n\n9007199254740993,1\n,2\n12345678901234567891,3\n"
    assert columns(raw)["case"][::2] == ["9007199254740993", "12345678901234567891"]


def test_a_number_too_large_to_count_with_is_no_code(columns):
    assert columns("a\n1e300\n2\n") == {"a": [1e300, 2.0]}


def test_a_mark_for_missing_is_missing_among_numbers(read):
    frame = read("score,n\nNA,1\n2.5,2\n.,3\n").frame
    assert frame["score"].isna().tolist() == [True, False, True]
    assert frame["score"][1] == 2.5


def test_the_same_mark_is_a_word_among_text(columns):
    assert columns("country\nNA\nSN\n") == {"country": ["NA", "SN"]}


def test_codes_and_marks_in_one_file_are_each_treated_by_their_column(read):
    frame = read("case,score\n007,NA\n008,2\n").frame
    assert frame["case"].tolist() == ["007", "008"]
    assert frame["score"].isna().tolist() == [True, False]


def test_an_empty_cell_of_text_is_missing(read):
    assert read("post,n\n,1\nB,2\n").frame["post"].isna().tolist() == [True, False]


def test_decimal_commas_are_not_guessed_at(columns):
    assert columns("post;share\nA;0,5\n") == {"post": ["A"], "share": ["0,5"]}


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


def test_a_header_below_the_end_is_refused(read):
    with pytest.raises(UnreadableFileError, match="no line 9"):
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


def test_every_cell_is_text_if_that_is_asked_for():
    assert parse_text(b"a\n1\n2.50\n", ",", ["a"])["a"].tolist() == ["1", "2.50"]
