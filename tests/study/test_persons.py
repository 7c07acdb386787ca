import pandas as pd

from evalcap.sources import Source
from evalcap.study.persons import persons_in, with_tables


def source(name, frame, **tables):
    return Source(name, f"{name}.csv", "csv", "0" * 64, frame, tables=tables)


CHILDREN = source("child", pd.DataFrame({"Name": ["Kofi"], "age": [7]}))
PEOPLE = source("people", pd.DataFrame({"Name": ["Awa", None], "no": [7, 8]}), child=CHILDREN)


def test_repeated_groups_come_after_what_they_belong_to():
    assert [s.name for s in with_tables([PEOPLE, CHILDREN])] == ["people", "child", "child"]


def test_identifiers_are_gathered_from_every_table():
    assert persons_in([PEOPLE], ["Name", "no"]).tolist()[:1] == ["Awa"]
    assert persons_in([PEOPLE], ["Name"]).dropna().tolist() == ["Awa", "Kofi"]
    assert persons_in([PEOPLE], ["nothing"]).empty
