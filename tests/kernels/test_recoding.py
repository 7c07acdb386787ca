import numpy as np
import pytest

from evalcap.kernels.recoding import recode


@pytest.mark.parametrize("code", [[3, 0, 3, 7], [0, 1, 2, 1], [5], []])
def test_recoding_is_what_sorting_would_find(code):
    code = np.array(code, np.intp)
    present, position = recode(code)
    expected, inverse = np.unique(code, return_inverse=True)
    assert present.tolist() == expected.tolist()
    assert position.tolist() == inverse.tolist()
