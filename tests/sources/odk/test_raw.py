import pandas as pd

from evalcap.sources.odk.raw import Raw


def _raw(**place):
    return Raw(["a"], pd.DataFrame({0: ["x"] * 9}), range(2, 11), **place)


def test_records_of_a_sheet_are_named_by_their_rows():
    (finding,) = _raw(sheet="child").finding_in(
        pd.Series([False, True] + [True] * 7), "kind", "wrong", "Do.", column="a"
    )
    assert str(finding) == ("- sheet child, a: 8 rows: wrong (for example row 3, 4, 5, 6, 7). Do.")


def test_records_of_a_text_are_records_of_its_file():
    (finding,) = _raw(file="child.csv").finding_in(
        pd.Series([True] + [False] * 8), "kind", "wrong", "Do.", column="a"
    )
    assert str(finding) == "- child.csv, a: 1 record: wrong (for example record 2). Do."


def test_what_is_so_in_no_record_is_no_finding():
    assert _raw().finding_in(pd.Series([False] * 9), "kind", "wrong", "Do.", column="a") == []


def test_what_is_about_the_table_has_its_place():
    finding = _raw(sheet="child").finding("kind", "wrong", n=2)
    assert str(finding) == "- sheet child: 2 columns: wrong."
