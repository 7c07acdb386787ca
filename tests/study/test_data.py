import pandas as pd
import pytest

from evalcap.errors.dataset import ColumnNotFoundError
from evalcap.errors.reading import ReaderOptionError
from evalcap.errors.source import ChangedSourceError, MissingFileError
from evalcap.errors.standardisation import MappingError, StructureError
from evalcap.errors.study import SeveralSourcesError, UnusableSourcesError
from evalcap.study.data import read_sources, standard_dataset
from evalcap.study.protecting import protect
from evalcap.study.reading import read_plan

SECOND = '[[sources]]\nname = "posts"\npath = "posts.csv"\n'


def _dataset(folder):
    plan = read_plan(folder)
    return standard_dataset(plan, protect(plan, folder, read_sources(plan, folder, {})))


def test_a_single_source_needs_no_preparation(desk):
    data = _dataset(desk.write())
    assert data.frame["score"].iloc[:3].tolist() == [50, 51, 57]
    assert (data.structure.unit, data.structure.treated_from) == ("officer", "trained_from")


def test_several_sources_need_something_that_joins_them(desk, plan):
    folder = desk.write(plan(more=SECOND), files={"posts.csv": "region\nnorth\n"})
    with pytest.raises(SeveralSourcesError, match=r"2 sources \(tests, posts\) and no prepare"):
        _dataset(folder)


def test_a_preparation_joins_several_sources(desk, plan):
    join = "def prepare(s):\n    return s['tests'].frame.merge(s['posts'].frame, on='region')\n"
    posts = "region,staff\nnorth,5\nsouth,7\n"
    folder = desk.write(plan(more=SECOND), files={"posts.csv": posts, "prepare.py": join})
    assert set(_dataset(folder).frame["staff"]) == {5, 7}


def test_a_source_that_is_not_there_is_missed_with_near_names(desk, plan):
    folder = desk.write(plan(('path = "tests.csv"', 'path = "test.csv"')))
    with pytest.raises(MissingFileError, match=r"There is no file 'test\.csv'") as caught:
        _dataset(folder)
    assert "tests.csv" in caught.value.do


def test_a_source_is_read_if_it_is_the_planned_one_and_refused_if_not(desk, plan):
    folder = desk.write()
    digest = read_sources(read_plan(folder), folder, {})["tests"].sha256
    stated = 'path = "tests.csv"', f'path = "tests.csv"\nsha256 = "{digest.upper()}"'
    assert len(_dataset(desk.write(plan(stated))).frame) == 108
    with (folder / "tests.csv").open("a", encoding="utf-8") as file:
        file.write("O99,1,50,,female,north,1\n")
    with pytest.raises(ChangedSourceError, match="has changed") as caught:
        _dataset(folder)
    assert "evalcap accept" in caught.value.do


def test_an_accepted_fingerprint_goes_before_the_planned_one(desk, plan):
    stated = 'path = "tests.csv"', f'path = "tests.csv"\nsha256 = "{"0" * 64}"'
    folder = desk.write(plan(stated))
    read = read_plan(folder)
    digest = read_sources(read, folder, {}, check=False)["tests"].sha256
    assert read_sources(read, folder, {"tests": digest})["tests"].sha256 == digest
    with pytest.raises(ChangedSourceError):
        read_sources(read, folder, {"tests": "f" * 64})


def test_all_sources_that_cannot_be_used_are_named_at_once(desk, plan):
    stated = 'path = "tests.csv"', f'path = "tests.csv"\nsha256 = "{"0" * 64}"'
    with pytest.raises(UnusableSourcesError) as caught:
        _dataset(desk.write(plan(stated, more=SECOND)))
    assert caught.value.wrong.startswith("2 sources of officer-course cannot be used:")
    assert "tests: 'tests.csv' has changed" in caught.value.wrong
    assert "posts: There is no file 'posts.csv'" in caught.value.wrong
    assert "evalcap accept" in caught.value.do


def test_every_column_that_the_plan_names_and_the_data_lack_is_named_at_once(desk, plan, secondary):
    more = secondary("two", "twfe", '{ covariates = ["rank", "hours"], cluster = "post" }')
    more += 'where = { kind = ["x"] }\n[disaggregate]\nby = ["age", "sex"]\n'
    weighted = 'time = "wave"', 'time = "wave"\nweight = "share"'
    with pytest.raises(ColumnNotFoundError) as caught:
        _dataset(desk.write(plan(weighted, more=more)))
    assert caught.value.columns == ("share", "rank", "post", "kind", "age")
    assert "[columns]" in caught.value.do


def test_an_outcome_that_is_not_in_the_data_is_missed(desk, plan):
    folder = desk.write(plan(('[columns]\nscore = "Test score"\n', "")))
    with pytest.raises(ColumnNotFoundError, match="no column 'score'"):
        _dataset(folder)


def test_a_header_that_is_not_in_the_file_is_missed_with_near_ones(desk, plan):
    folder = desk.write(plan(('"Test score"\n\n', '"Test Score"\n\n')))
    with pytest.raises(MappingError, match="Did you mean 'Test score'"):
        _dataset(folder)


def test_repeated_rows_are_refused_without_naming_a_person(desk, frame):
    twice = pd.concat([frame, frame.head(1)])
    with pytest.raises(StructureError, match="stand more than once") as caught:
        _dataset(desk.write(frame=twice))
    assert "O00" not in str(caught.value)


def test_treatment_that_switches_off_is_refused(desk, plan, frame):
    frame["on"] = (frame["wave"] == 2) & (frame["trained_from"] == 3)
    text = plan(('treated_from = "trained_from"', 'treated = "on"'))
    with pytest.raises(StructureError, match=r"goes from 1 back to 0 in 15 units"):
        _dataset(desk.write(text, frame=frame.assign(on=frame["on"].astype(int))))


def test_a_start_that_changes_over_time_is_refused(desk, frame):
    frame.loc[0, "trained_from"] = 2
    with pytest.raises(StructureError, match="trained_from: changes over time in 1 unit"):
        _dataset(desk.write(frame=frame))


def test_a_plan_may_gather_columns_and_number_waves(desk, plan):
    wide = '[wide]\ntime = "half"\n[wide.columns]\nscore = { 1 = "first", 2 = "second" }\n'
    parts = [('time = "wave"', 'time = "half"'), ('[columns]\nscore = "Test score"\n', wide)]
    rows = "officer,first,second,trained_from,sex,region,post\na,1,2,2,female,north,1\n"
    folder = desk.write(plan(*parts), files={"tests.csv": rows})
    frame = _dataset(folder).frame
    assert frame[["half", "score"]].to_numpy().tolist() == [[1, 1], [2, 2]]


WAVES = 'path = "tests.csv"', 'path = "waves/*.csv"\nfile_column = "_file"'


def _by_wave(frame):
    return {
        f"waves/{wave}.csv": rows.to_csv(index=False, sep=";")
        for wave, rows in frame.groupby("wave")
    }


def test_a_file_for_each_wave_is_one_source_with_one_fingerprint(desk, plan, frame):
    folder = desk.write(plan(WAVES), files=_by_wave(frame))
    data = _dataset(folder)
    assert len(data.frame) == len(frame)
    assert set(data.frame["_file"]) == {"1.csv", "2.csv", "3.csv"}
    (source,) = read_sources(read_plan(folder), folder, {}).values()
    assert [record.name for record in source.files] == ["1.csv", "2.csv", "3.csv"]


def test_a_wave_that_is_added_has_to_be_accepted(desk, plan, frame):
    files = _by_wave(frame)
    last = files.pop("waves/3.csv")
    folder = desk.write(plan(WAVES), files=files)
    read = read_plan(folder)
    accepted = {"tests": read_sources(read, folder, {})["tests"].sha256}
    assert read_sources(read, folder, accepted)["tests"].n_rows == 72
    (folder / "waves" / "3.csv").write_text(last)
    with pytest.raises(ChangedSourceError):
        read_sources(read, folder, accepted)


def test_what_a_source_declares_reaches_its_reader(desk, plan, frame):
    frame["hours"] = frame["hours"].map(lambda hours: f"{hours:.1f}".replace(".", ","))
    options = (
        'decimal = ","\ndelimiter = ";"\nheader = 2\ntext_columns = ["wave"]\n'
        'missing = { region = ["north"] }'
    )
    declared = ('path = "tests.csv"', f'path = "tests.csv"\n{options}')
    text = "Titles above\n" + frame.to_csv(index=False, sep=";")
    folder = desk.write(plan(declared), files={"tests.csv": text})
    source = read_sources(read_plan(folder), folder, {})["tests"]
    assert source.frame["hours"].tolist()[3] == 1.0
    assert source.frame["wave"].tolist()[:3] == ["1", "2", "3"]
    assert source.user_missing == {"region": {"north": 54}}


def test_an_option_that_means_nothing_for_the_format_is_refused(desk, plan):
    folder = desk.write(plan(('path = "tests.csv"', 'path = "tests.csv"\nfill_merged = true')))
    with pytest.raises(ReaderOptionError, match="fill_merged"):
        _dataset(folder)


COUNTRY = ('score = "Test score"', 'score = "Test score"\ncountry = "Place"')


def _in_namibia(desk, text):
    folder = desk.write(text)
    data = folder / "tests.csv"
    header, *rows = data.read_text(encoding="utf-8").splitlines()
    data.write_text("\n".join([f"{header},Place", *(f"{r},NA" for r in rows)]), encoding="utf-8")
    return folder


def test_a_column_of_namibia_alone_stays_where_the_plan_says_that_it_is_countries(desk, plan):
    units = '[units]\ncountry = "country name -> ISO 3166-1"\n'
    data = _dataset(_in_namibia(desk, plan(COUNTRY, more=units)))
    assert set(data.frame["country"]) == {"NAM"}
    (change,) = [c for c in data.log if c.column == "country" and c.rule == "unit"]
    assert change.n_cells == len(data.frame)


def test_elsewhere_it_is_missing_and_said_to_be(desk, plan):
    folder = _in_namibia(desk, plan(COUNTRY))
    source = read_sources(read_plan(folder), folder, {})["tests"]
    assert source.frame["Place"].isna().all()
    assert [(f.kind, f.column, f.n) for f in source.findings] == [("only_na", "Place", 108)]
