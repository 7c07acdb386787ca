from datetime import date

import pytest

from evalcap.study.reproduction import differences

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def evidence(desk):
    return desk.study().run()


def _changed(evidence, **changes):
    """Give evidence whose first estimate has other numbers."""
    first = evidence.estimates[0].model_copy(update=changes)
    return evidence.model_copy(update={"estimates": (first, *evidence.estimates[1:])})


def test_evidence_agrees_with_itself(evidence):
    assert differences(evidence, evidence) == []


def test_provenance_may_differ(evidence):
    later = evidence.model_copy(
        update={"created": date(2030, 1, 1), "versions": {"numpy": "9.9"}},
    )
    assert differences(later, evidence) == []


@pytest.mark.parametrize("relative", [0.9e-6, -0.9e-6])
def test_numbers_within_a_millionth_agree(evidence, relative):
    point = evidence.estimates[0].point
    assert differences(_changed(evidence, point=point * (1 + relative)), evidence) == []


def test_numbers_further_apart_are_listed_with_their_place(evidence):
    point = evidence.estimates[0].point
    (said,) = differences(_changed(evidence, point=point * (1 + 1.2e-6)), evidence)
    assert said.startswith("estimates[score/group_time].point: 5.00000")
    assert said.endswith(f"accepted was {point!r}")


def test_what_is_zero_but_for_rounding_is_zero(evidence):
    assert differences(_changed(evidence, p_value=1e-14), _changed(evidence, p_value=0.0)) == []


def test_counts_agree_exactly_or_not_at_all(evidence):
    many, more = (_changed(evidence, n_obs=n) for n in (10_000_000, 10_000_001))
    assert differences(many, more) == [
        "estimates[score/group_time].n_obs: 10000000, accepted was 10000001"
    ]


def test_a_number_that_came_or_went_is_listed(evidence):
    (said,) = differences(_changed(evidence, degrees_of_freedom=3.0), evidence)
    assert said == "estimates[score/group_time].degrees_of_freedom: 3.0, accepted was None"


def test_words_are_compared(evidence):
    other = evidence.model_copy(update={"deviations": ("Another.",)})
    (said,) = differences(other, evidence)
    assert said.startswith("deviations[1]: 'Another.', accepted was 'Source tests")


def test_entries_that_came_or_went_are_counted(evidence):
    fewer = evidence.model_copy(update={"checks": evidence.checks[:-1]})
    n = len(evidence.checks)
    assert differences(fewer, evidence) == [f"checks: {n - 1} entries, accepted were {n}"]


def test_a_term_that_came_is_listed_by_name(evidence):
    other = _changed(evidence, excluded={"rows without outcome": "<10"})
    (said,) = differences(other, evidence)
    assert said == (
        "estimates[score/group_time].excluded.rows without outcome: '<10', accepted was None"
    )


def test_all_differences_are_listed_at_once(evidence):
    assert len(differences(_changed(evidence, point=1.0, p_value=0.5), evidence)) == 2
