import pandas as pd
import pytest

from evalcap.errors.standardisation import MappingError
from evalcap.programmes import programme
from evalcap.standardisation.mapping import check_request, near, rename

FRAME = pd.DataFrame({"Score (Q17)": [1], "Score": [2], "post": [3]})


def _check(mapping=(), recode=(), units=()):
    check_request(
        FRAME,
        mapping=dict(mapping),
        recode=dict(recode),
        units=dict(units),
        schema=programme("training"),
    )


def _problems(**request):
    with pytest.raises(MappingError) as caught:
        _check(**request)
    return [str(problem) for problem in caught.value.problems]


def test_a_fitting_request_passes():
    _check(mapping={"score": "Score (Q17)", "post": "post"}, recode={"score": {}})


def test_a_missing_header_is_answered_with_near_matches():
    (problem,) = _problems(mapping={"score": "score (q17)"})
    assert "'Score (Q17)'" in problem


def test_all_missing_headers_are_named_at_once():
    assert len(_problems(mapping={"score": "Mark", "age": "Years", "sex": "Gender"})) == 3


def test_one_header_cannot_become_two_columns():
    assert len(_problems(mapping={"score": "Score", "before": "Score"})) == 2


def test_a_mapping_cannot_hide_a_column():
    (problem,) = _problems(mapping={"post": "Score"})
    assert "already there" in problem


def test_two_columns_can_swap_names():
    _check(mapping={"post": "Score", "Score": "post"})
    frame, changes = rename(FRAME, {"post": "Score", "Score": "post"})
    assert frame[["post", "Score"]].to_numpy().tolist() == [[2, 3]]
    assert len(changes) == 2


def test_a_recode_names_columns_as_they_are_after_mapping():
    (problem,) = _problems(mapping={"score": "Score"}, recode={"Score": {1: 2}})
    assert "recode" in problem
    assert "'score'" in problem


def test_a_name_that_stays_is_no_change():
    assert rename(FRAME, {"post": "post"})[1] == []


def test_nothing_near_suggests_nothing():
    assert near("zzz", ["post"]) == ""


def test_columns_of_one_name_are_refused():
    twice = pd.concat([FRAME, FRAME[["post"]]], axis=1)
    with pytest.raises(MappingError, match="2 columns have this name"):
        check_request(twice, mapping={}, recode={}, units={}, schema=programme("training"))
