import datetime as dt
import json

import pytest

from evalcap.errors.disposal import DisposalUnreadableError, DisposedError
from evalcap.study.disposal import Disposal, Removed, disposed, read_disposals, record_disposal
from evalcap.study.reading import read_plan

DAY = dt.date(2026, 1, 2)


def disposal(*sources, on=DAY):
    removed = tuple(
        Removed(what=f"source {s}", n_files=1, n_bytes=9, sha256=("0" * 64,)) for s in sources
    )
    return Disposal(on=on, rule="as ordered", reason="asked for", removed=removed)


def test_what_is_recorded_is_read_again_oldest_first(desk):
    folder = desk.write()
    assert read_disposals(folder).disposals == ()
    later = disposal("tests", on=dt.date(2027, 1, 2))
    file = record_disposal(folder, disposal("tests"))
    record_disposal(folder, later)
    assert [d.on.year for d in read_disposals(folder).disposals] == [2026, 2027]
    assert json.loads(file.read_text())["disposals"][0]["rule"] == "as ordered"


def test_a_study_whose_data_are_gone_is_not_run(desk):
    folder = desk.write()
    study = desk.study()
    record_disposal(folder, disposal("tests"))
    assert disposed(study.plan, folder) is None
    (folder / "tests.csv").unlink()
    assert disposed(study.plan, folder) == disposal("tests")
    for ask in (study.run, study.check, study.propose):
        with pytest.raises(DisposedError, match="officer-course were disposed of on 2026-01-02"):
            ask()


def test_a_file_that_nobody_disposed_of_is_missing_and_no_more(desk):
    folder = desk.write()
    (folder / "tests.csv").unlink()
    assert disposed(read_plan(folder), folder) is None
    record_disposal(folder, disposal("another"))
    assert disposed(read_plan(folder), folder) is None


def test_a_damaged_record_is_refused(desk):
    folder = desk.write()
    (folder / "disposal.json").write_text('{"disposals": [{"on": "someday"}]}')
    with pytest.raises(DisposalUnreadableError, match=r"disposals\[1\]\.on"):
        read_disposals(folder)
