import pytest

from evalcap.errors.validation import SuiteError
from evalcap.validation.suite import read_rules

RULE = """
  - id: age-plausible
    type: expect_column_values_to_be_between
    kwargs: {column: age, min_value: 0}
    severity: warning
    notes: Age is not negative.
    why: A negative age is a slip.
"""


def _file(folder, rules, name="suite"):
    path = folder / f"{name}.yaml"
    path.write_text(f"name: {name}\nexpectations:{rules}")
    return path


def _problems(*files):
    with pytest.raises(SuiteError) as caught:
        read_rules(files)
    return caught.value.problems


def test_rules_come_in_the_order_of_the_files(tmp_path):
    first, second = _file(tmp_path, RULE, "a"), _file(tmp_path, RULE.replace("age", "rank"), "b")
    assert [rule.id for rule in read_rules([first, second])] == ["age-plausible", "rank-plausible"]


def test_every_mistake_is_said_at_once_with_file_and_rule(tmp_path):
    bad = RULE.replace("warning", "fatal").replace("    why: A negative age is a slip.\n", "")
    problems = _problems(_file(tmp_path, bad), tmp_path / "absent.yaml")
    assert len(problems) == 3
    assert any("suite.yaml" in p and "age-plausible" in p and "severity" in p for p in problems)
    assert any("why" in p for p in problems)
    assert any("absent.yaml" in p for p in problems)


def test_a_mistyped_field_is_not_ignored(tmp_path):
    (problem,) = _problems(_file(tmp_path, RULE + "    mostli: 0.9\n"))
    assert "mostli" in problem


def test_two_rules_cannot_share_an_id(tmp_path):
    assert "'age-plausible' stands 2 times" in _problems(_file(tmp_path, RULE + RULE))[0]


@pytest.mark.parametrize("text", ["", "- a list", "name: [unclosed", "name: x\nexpectations: 3"])
def test_a_file_that_is_no_suite_is_refused(tmp_path, text):
    (tmp_path / "a.yaml").write_text(text)
    assert _problems(tmp_path / "a.yaml")


def test_a_rule_that_is_no_mapping_is_named_by_its_place(tmp_path):
    (problem,) = _problems(_file(tmp_path, "\n  - just text\n"))
    assert "rule 1" in problem
