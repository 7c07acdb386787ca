"""Folders of simulated evaluations, read as those of a specialist are."""

import os

import pandas as pd
import pytest

from evalcap.simulate.portfolio import write_portfolio
from evalcap.study import Study


def always(_folder, _key):
    return True


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    return write_portfolio(tmp_path_factory.mktemp("studies"), bears=always, programmes=4, cycles=2)


def test_every_plan_and_every_lesson_can_be_read_and_says_it_is_simulated(folders):
    assert len(folders) == 24
    for folder in folders:
        study = Study.read(folder)
        assert study.plan.role == "demonstration"
        assert "(simulated)" in study.plan.title
        assert study.plan.summary.startswith("Simulated demonstration data")
        assert all(lesson.title.startswith("Simulated:") for lesson in study.lessons().lessons)


def test_a_second_cycle_names_the_first(folders):
    names = {folder.name for folder in folders}
    before = [Study.read(folder).plan.previous_cycle for folder in folders]
    assert before.count("") == 12
    assert set(before) - {""} <= names


def test_each_type_runs_from_its_data_to_evidence_that_bears_its_lessons(folders):
    chosen = {folder.name.rsplit("-", 2)[0]: folder for folder in folders}
    assert len(chosen) == 3
    for folder in chosen.values():
        evidence = Study.read(folder).run()  # refuses a lesson beyond its evidence
        assert evidence.deviations == ()
        assert evidence.subject.mode
        assert all(outcome.std_dev for outcome in evidence.outcomes if outcome.primary)


def test_the_same_seed_writes_the_same_data_and_another_writes_others(tmp_path):
    once, again, other = (
        write_portfolio(tmp_path / str(n), bears=always, programmes=1, cycles=1, seed=seed)[0]
        / "data.csv"
        for n, seed in enumerate((1, 1, 2))
    )
    assert once.read_bytes() == again.read_bytes()
    assert once.read_bytes() != other.read_bytes()


def test_where_data_bear_no_effect_the_lesson_claims_none_and_the_plan_is_the_same(tmp_path):
    asked = []

    def never(folder, key):
        asked.append((folder.name, key))
        return False

    sure = write_portfolio(tmp_path / "sure", bears=always, programmes=1, cycles=1)
    unsure = write_portfolio(tmp_path / "unsure", bears=never, programmes=1, cycles=1)
    assert [name for name, _ in asked] == [folder.name for folder in unsure]
    for one, other in zip(sure, unsure, strict=True):
        assert (one / "study.toml").read_bytes() == (other / "study.toml").read_bytes()
        (lesson,) = Study.read(other).lessons().lessons
        assert lesson.polarity == "null"
        assert "cannot be told from chance yet" in lesson.title
        assert [x.polarity for x in Study.read(one).lessons().lessons] == ["positive"]


def test_a_file_that_stays_the_same_is_not_touched(tmp_path):
    folder = write_portfolio(tmp_path, bears=always, programmes=1, cycles=1)[0]
    files = {name: folder / name for name in ("data.csv", "truth.json", "study.toml")}
    for file in files.values():
        os.utime(file, ns=(1, 1))
    files["truth.json"].write_text("changed", encoding="utf-8")
    write_portfolio(tmp_path, bears=always, programmes=1, cycles=1)
    touched = {name for name, file in files.items() if file.stat().st_mtime_ns != 1}
    assert touched == {"truth.json"}
    assert files["truth.json"].read_text(encoding="utf-8") != "changed"


def test_the_country_of_the_data_is_the_one_of_the_plan(folders):
    for folder in folders:
        country = pd.read_csv(folder / "data.csv")["country"].unique().tolist()
        assert country == list(Study.read(folder).plan.countries)
