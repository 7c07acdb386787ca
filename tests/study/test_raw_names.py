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
