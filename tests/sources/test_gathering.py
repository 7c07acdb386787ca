import pytest

from evalcap.errors import EvalcapError
from evalcap.errors.reading import FileProblemsError, FormError, LimitError, ReaderOptionError
from evalcap.errors.source import SheetError, UnknownFormatError, UnreadableFileError
from evalcap.sources.gathering import gather, raise_refused, source_paths
from evalcap.sources.options import Limits, Options


def _gather(folder, location, **options):
    return gather(location, Options(**options), folder)


@pytest.fixture
def monthly(write, tmp_path):
    for name, text in {"jan": "a\n1\n", "feb": "a\n2\n"}.items():
        write(f"monthly/{name}.csv", text)
    return tmp_path


def test_files_are_fingerprinted_and_put_in_order(monthly):
    gathered = _gather(monthly, "monthly")
    assert list(gathered.files) == ["feb.csv", "jan.csv"]
    assert [r.name for r in gathered.records()] == ["feb.csv", "jan.csv"]
    assert gathered.kind == "csv"


def test_a_form_is_a_record_of_its_own_and_part_of_the_fingerprint(monthly, book):
    book(survey=[["type", "name"]], name="form.xlsx")
    with_form = _gather(monthly, "monthly/jan.csv", form=("form.xlsx",))
    without = _gather(monthly, "monthly/jan.csv")
    assert [r.role for r in with_form.records()] == ["data", "form"]
    assert with_form.fingerprint(named=False) != without.fingerprint(named=False)
    assert without.fingerprint(named=False) == without.files["jan.csv"].sha256


def test_the_same_file_twice_is_refused_with_both_names(monthly, write):
    write("monthly/jan (1).csv", "a\n1\n")
    with pytest.raises(FileProblemsError) as caught:
        _gather(monthly, "monthly")
    (problem,) = caught.value.problems
    assert (problem.kind, problem.n) == ("duplicate_file", 2)
    assert problem.examples == ("jan (1).csv", "jan.csv")


def test_files_of_different_formats_are_refused_with_those_of_each(monthly, write):
    write("monthly/mar.tsv", "a\n3\n")
    with pytest.raises(FileProblemsError, match=r"\.csv: feb\.csv, jan\.csv; \.tsv: mar\.tsv"):
        _gather(monthly, "monthly")


def test_everything_wrong_with_several_files_is_said_at_once(monthly, write):
    write("monthly/empty.csv", "")
    write("monthly/notes.docx", "x")
    with pytest.raises(FileProblemsError) as caught:
        _gather(monthly, "monthly")
    assert {problem.file for problem in caught.value.problems} == {"empty.csv", "notes.docx"}


def test_one_file_s_own_error_is_raised(monthly, write):
    write("notes.docx", "x")
    with pytest.raises(UnknownFormatError):
        _gather(monthly, "notes.docx")


def test_more_files_than_the_limit_are_refused(monthly):
    with pytest.raises(LimitError, match="files"):
        _gather(monthly, "monthly", limits=Limits(files=1))


def test_options_must_fit_the_format(monthly):
    with pytest.raises(ReaderOptionError, match="fill_merged"):
        _gather(monthly, "monthly", fill_merged=True)
    with pytest.raises(SheetError, match=r"Only \.xlsx"):
        _gather(monthly, "monthly", sheet=0)


def test_a_form_is_a_workbook(monthly):
    with pytest.raises(FormError, match=r"no \.xlsx"):
        _gather(monthly, "monthly/jan.csv", form=("monthly/feb.csv",))


def test_paths_are_found_without_opening_a_file(monthly, write):
    form, part = write("form.xlsx", ""), write("part.csv", "")
    found = source_paths(
        "monthly/*.csv", form=("form.xlsx",), repeats={"child": "part.csv"}, folder=monthly
    )
    assert found == {
        "monthly/feb.csv": monthly / "monthly" / "feb.csv",
        "monthly/jan.csv": monthly / "monthly" / "jan.csv",
        "form.xlsx": form,
        "part.csv": part,
    }
    assert list(source_paths("monthly", folder=monthly)) == ["monthly/feb.csv", "monthly/jan.csv"]
    assert list(source_paths("form.xlsx", folder=monthly)) == ["form.xlsx"]


def test_nothing_refused_raises_nothing():
    raise_refused("a", {}, n_files=1)
    raise_refused("a", {}, n_files=3)


def test_problems_of_each_file_say_which_it_is():
    errors: dict[str, EvalcapError] = {
        "a.csv": UnreadableFileError("a.csv", reason="it is empty"),
        "b.csv": UnreadableFileError("b.csv", reason="it is a folder"),
    }
    with pytest.raises(FileProblemsError) as caught:
        raise_refused("*.csv", errors, n_files=3)
    assert [problem.file for problem in caught.value.problems] == ["a.csv", "b.csv"]
