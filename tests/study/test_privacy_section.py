import pytest

from evalcap.errors.study import PlanError
from evalcap.study.privacy_section import privacy_contradictions
from evalcap.study.reading import read_plan


def test_what_is_not_written_protects_as_usual(desk):
    privacy = read_plan(desk.write()).privacy
    assert (privacy.drop, privacy.pseudonymise, privacy.justified) == ((), (), {})
    assert (privacy.alike, privacy.scope, privacy.k) == (("unicode", "case", "space"), "", 5)


def test_a_column_is_decided_on_once():
    written = {"drop": ["phone", "phone"], "pseudonymise": ["phone"], "justified": {"x": "y"}}
    (found,) = privacy_contradictions(written)
    assert found == "privacy.pseudonymise: 'phone' is in `drop` already; decide once"


def test_what_has_another_shape_is_left_to_the_model():
    assert [*privacy_contradictions({"drop": "phone", "justified": 3})] == []


def test_a_justification_gives_a_reason(desk, plan):
    more = '\n[privacy]\ndrop = ["x"]\njustified = { x = "y", site = "" }\nk = 1\n'
    with pytest.raises(PlanError) as caught:
        read_plan(desk.write(plan(more=more)))
    assert [p.partition(":")[0] for p in caught.value.problems] == [
        "privacy.justified.site",
        "privacy.k",
        "privacy.justified",
    ]
