from evalcap.study.raw_names import RawNames
from evalcap.study.reading import read_plan

MORE = """
[wide]
time = "round"
columns = { comment = { pre = "Remark before", post = "Remark after" } }

[privacy]
drop = ["comment", "Phone"]
pseudonymise = ["officer"]
justified = { score = "no person" }
"""


def test_names_are_headers_or_canonical_ones(desk, plan):
    names = RawNames.of(read_plan(desk.write(plan(more=MORE))))
    assert names.drop == {"comment", "Remark before", "Remark after", "Phone"}
    assert names.pseudonymise == {"officer"}
    assert names.decided == names.drop | {"officer", "score", "Test score"}
    assert names.canonical["Test score"] == "score"
    assert names.canonical["Remark after"] == "comment"


def test_what_is_dropped_is_neither_mapped_nor_gathered(desk, plan):
    read = read_plan(desk.write(plan(more=MORE)))
    names = RawNames.of(read)
    assert names.kept({"score": "Test score", "phone": "Phone"}) == {"score": "Test score"}
    assert names.kept_by_time(read.wide.columns) == {}


def test_units_that_are_persons_are_looked_at_as_such(desk, plan):
    assert RawNames.of(read_plan(desk.write())).persons == {"officer"}
    firms = plan(('unit = "officer"', 'unit = "officer"\nunit_is = "organisation"'))
    assert RawNames.of(read_plan(desk.write(firms))).persons == frozenset()
