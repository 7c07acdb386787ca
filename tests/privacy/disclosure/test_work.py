import numpy as np
import pytest

from evalcap.privacy.disclosure.work import TooMuchWorkError, Work


def test_work_ends_when_it_is_spent():
    work = Work(left=1_000)
    work.spend(30, 10)  # iterations, and twenty to begin with, times variables
    work.spend(5, 20)
    assert work.left == 0
    with pytest.raises(TooMuchWorkError):
        work.spend(0, 1)


def test_a_question_is_answered_once():
    work, asked = Work(), []

    def answer():
        asked.append(1)
        return np.array([3.0])

    assert [work.once((b"a",), answer)[0] for _ in range(3)] == [3.0] * 3
    work.once((b"b",), answer)
    assert len(asked) == 2
