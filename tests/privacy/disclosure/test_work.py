import numpy as np
import pytest

from evalcap.privacy.disclosure.work import TooMuchWorkError, Work


def test_work_ends_when_it_is_spent():
    work = Work(left=1_000)
    work.spend(10, n_programs=4)  # four programs of ten variables, a hundred each
    work.spend(6, are_tied=True)
    assert work.left == 0
    with pytest.raises(TooMuchWorkError):
        work.spend(1)


def test_a_question_is_answered_once():
    work, asked = Work(), []

    def answer():
        asked.append(1)
        return np.array([3.0])

    assert [work.once((b"a",), answer)[0] for _ in range(3)] == [3.0] * 3
    work.once((b"b",), answer)
    assert len(asked) == 2
