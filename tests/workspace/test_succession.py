"""Which study follows which."""

from evalcap.workspace.layout import Layout
from evalcap.workspace.succession import successors


def test_a_study_is_followed_by_the_one_that_names_it(tmp_path):
    plans = {
        "first": "",
        "second": 'previous_cycle = "first"',
        "cites": 'previous_cycle = "Unit (2019), mimeo"',
        "itself": 'previous_cycle = "itself"',
        "broken": "not toml",
    }
    for name, plan in plans.items():
        (tmp_path / "studies" / name).mkdir(parents=True)
        (tmp_path / "studies" / name / "study.toml").write_text(plan, encoding="utf-8")
    assert successors(Layout(tmp_path)) == {"first": "second"}
