"""Exports of every programme and format, from file to findings: all planted defects are met.

Each is repaired by a rule that the study declares, and logged; or reported with the keys of its
records in the private list. The clean twin gives no finding at all. Everything is made up.
"""

import csv
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from exports.clean import TABLES
from exports.defects import Dirty, Planted, key_text
from exports.planting import EXPORTS, FORMATS, plant
from exports.study import disguises, write_study
from exports.writing import header

from evalcap.errors.personal_data import DirectIdentifiersError
from evalcap.privacy.identifiers.kind import WORDS
from evalcap.study.data import read_sources, tried_dataset
from evalcap.study.protecting import protect
from evalcap.study.study import Study
from evalcap.workspace import Workspace


def test_every_table_of_every_programme_is_among_the_exports():
    assert {table for table, _ in EXPORTS} == set(TABLES)


@pytest.mark.parametrize("table", ["officers", "posts", "interviews"])
def test_the_main_table_of_every_programme_is_exported_in_every_format(table):
    assert {(table, kind) for kind in FORMATS} <= set(EXPORTS)


@pytest.mark.parametrize(("table", "kind"), EXPORTS)
def test_a_clean_export_gives_no_finding(table, kind, tmp_path):
    folder = write_study(Dirty(TABLES[table]()), kind, tmp_path / "studies" / "made-up")
    validation, files = Workspace(tmp_path).check(folder.name)
    assert [str(f) for f in validation.findings if f.status in ("unmet", "error")] == []
    assert _records(files.records) == {}


@pytest.mark.parametrize(("table", "kind"), EXPORTS)
def test_every_planted_defect_is_repaired_and_logged_or_reported_with_its_keys(
    table, kind, tmp_path
):
    dirty = plant(table, kind)
    folder = write_study(dirty, kind, tmp_path / "studies" / "made-up")
    validation, files = Workspace(tmp_path).check(folder.name)
    records = _records(files.records)
    noticed = {f.id: f for f in validation.findings if f.id.startswith("read-")}
    repairs = Repairs(dirty, kind, folder)
    met = [
        planted
        for planted in dirty.planted
        if (repairs.made(planted) if planted.repaired_by else _reported(planted, records, noticed))
    ]
    assert [str(p) for p in dirty.planted if p not in met] == []
    assert len(met) == len(dirty.planted) > 0
    assert not [f for f in validation.findings if f.status == "error"]
    # And nothing else: neither another record, nor a column that is as it should be.
    spoilt = {key for planted in dirty.planted for key in planted.keys if _stays(planted)}
    assert {rule: keys - spoilt for rule, keys in records.items() if keys - spoilt} == {}
    columns = {name for p in dirty.planted for name in (p.column, header(p.column))}
    assert {column for f in noticed.values() for column in f.columns} <= columns


def test_a_volume_far_off_the_last_cycle_is_reported(tmp_path):
    from fake_studies import evidence_of  # noqa: PLC0415 - needed here only

    folder = write_study(Dirty(TABLES["posts"]()), "parquet", tmp_path / "studies" / "made-up")
    before = evidence_of("made-up")
    design = before.design.model_copy(update={"n_rows": 5_000})
    before.model_copy(update={"design": design}).write(folder / "accepted")
    validation, _ = Workspace(tmp_path).check(folder.name)
    assert [f.id for f in validation.findings if f.status == "unmet"] == ["volume-as-before"]


def test_files_with_each_other_s_names_are_reported(tmp_path):
    folder = write_study(Dirty(TABLES["posts"]()), "months", tmp_path / "studies" / "made-up")
    march, may, aside = (folder / "monthly" / f"2022-{m}.csv" for m in ("03", "05", "13"))
    march.rename(aside), may.rename(march), aside.rename(may)
    validation, _ = Workspace(tmp_path).check(folder.name)
    (finding,) = [f for f in validation.findings if f.status == "unmet"]
    assert finding.id == "files-of-their-month/month/2022-03/2022-05"


@pytest.mark.parametrize("kind", FORMATS)
def test_births_and_national_numbers_stop_a_study_though_their_header_says_nothing(kind, tmp_path):
    clean = TABLES["officers"]()
    person = clean.frame["officer"].factorize()[0]
    frame = clean.frame.assign(
        q17=pd.Timestamp("1961-03-05") + pd.to_timedelta(211 * person, "D"),
        q18=[_with_check_digit(100_200_300 + 7_919 * n) for n in person],
    )
    folder = write_study(Dirty(replace(clean, frame=frame)), kind, tmp_path / "studies" / "made-up")
    with pytest.raises(DirectIdentifiersError) as error:
        Workspace(tmp_path).check(folder.name)
    found = {column.column.casefold(): column.kinds for column in error.value.columns}
    assert found == {
        "q17": {WORDS["date_of_birth"]: len(frame)},
        "q18": {WORDS["national_id"]: len(frame)},
    }
    assert not any(str(number) in str(error.value) for number in frame["q18"])


def _with_check_digit(nine: int) -> str:
    """Write a Turkish number: two check digits over nine, by the published rule."""
    digits = [int(d) for d in str(nine)]
    tenth = (7 * sum(digits[0::2]) - sum(digits[1::2])) % 10
    return f"{nine}{tenth}{(sum(digits) + tenth) % 10}"


class Repairs:
    """What standardising made of a dirty export, beside what it was made from."""

    def __init__(self, dirty: Dirty, kind: str, folder: Path) -> None:
        study = Study.read(folder)
        self.dirty, self.kind = dirty, kind
        self.sources = read_sources(study.plan, folder, {})
        self.data = tried_dataset(study.plan, protect(study.plan, folder, self.sources)).data
        names = [n for n in (dirty.clean.unit, dirty.clean.time) if n is not None]
        self.rows = _rows(self.data.frame, names)

    def made(self, planted: Planted) -> bool:
        """Whether a rule brought every cell back, and the log counts as many."""
        if planted.repaired_by == "missing":
            return self._all_missing(planted) and self._logged(planted) >= len(planted.keys)
        if planted.repaired_by.startswith("read-"):
            return self._all_right(planted) and any(
                f.kind == planted.repaired_by.removeprefix("read-") and f.n == len(planted.keys)
                for f in self.sources["records"].findings
            )
        logged, n = self._logged(planted), len(set(planted.keys) - self._spoilt_later(planted))
        # A conversion is of the whole column.
        fits = logged >= n if planted.repaired_by == "unit" else logged == n
        return fits and self._all_right(planted)

    def _all_right(self, planted: Planted) -> bool:
        found = self.data.frame[planted.column]
        others = self._spoilt_later(planted)
        return all(
            _same(found[row], right)
            for key, right in zip(planted.keys, planted.right, strict=True)
            if key not in others
            for row in self.rows[key]
        )

    def _spoilt_later(self, planted: Planted) -> set[tuple[str, ...]]:
        """Give the keys of defects in the same column, planted once it had been converted."""
        later = self.dirty.planted[self.dirty.planted.index(planted) + 1 :]
        return {key for other in later if other.column == planted.column for key in other.keys}

    def _all_missing(self, planted: Planted) -> bool:
        reason = self.data.reason(planted.column, labels=False)
        cells = [row for key in planted.keys for row in self.rows[key]]
        return bool(
            self.data.frame[planted.column][cells].isna().all() and reason[cells].notna().all()
        )

    def _logged(self, planted: Planted) -> int:
        """Count the cells that the log says the rule changed, beyond what is planned for all."""
        changes = [
            c for c in self.data.log if c.rule == planted.repaired_by and c.column == planted.column
        ]
        if planted.repaired_by == "recode":
            disguised = {repr(raw) for raw in disguises(self.dirty, self.kind, planted.column)}
            changes = [c for c in changes if c.detail.split(" became ")[0] in disguised]
        return sum(c.n_cells for c in changes)


def _records(file: Path) -> dict[str, set[tuple[str, ...]]]:
    """Give the keys that the private list has for each rule; places in files are no keys."""
    rows = list(csv.reader(file.read_text(encoding="utf-8").splitlines()))
    found: dict[str, set[tuple[str, ...]]] = {}
    for rule, _, _, row, *keys, _ in rows[1:]:
        if row:
            found.setdefault(rule, set()).add(tuple(map(key_text, keys)))
    return found


def _reported(planted, records, noticed):
    if planted.reported_by.startswith("read-"):
        named = [f for name, f in noticed.items() if name.startswith(planted.reported_by)]
        return any(
            header(planted.column) in f.columns and f.n_unexpected == len(planted.keys)
            for f in named
        )
    return bool(planted.keys) and any(
        rule.startswith(planted.reported_by) and set(planted.keys) <= keys
        for rule, keys in records.items()
    )


def _stays(planted):
    """Whether a defect leaves something to report: what is repaired does not, but for gaps."""
    return planted.reported_by or planted.repaired_by == "missing"


def _rows(frame: pd.DataFrame, names: list[str]) -> dict[tuple[str, ...], list[int]]:
    rows: dict[tuple[str, ...], list[int]] = {}
    for i, key in enumerate(frame[names].itertuples(index=False, name=None)):
        rows.setdefault(tuple(map(key_text, key)), []).append(i)
    return rows


def _same(found, right):
    if isinstance(right, float):
        return found == pytest.approx(right)
    return found == right
