import json

import numpy as np
import pytest

from evalcap.simulate.simulated import average_effects

EFFECT = np.array([0.0, 1.0, 3.0, 0.0, 0.0, 5.0])
EXPOSURE = np.array([-1.0, 0.0, 1.0, -np.inf, -1.0, 0.0])


def test_effects_are_averaged_over_rows_under_treatment() -> None:
    truth = average_effects("score", EFFECT, EXPOSURE)
    assert truth.overall == pytest.approx(3.0)
    assert truth.by_event_time == {0: 3.0, 1: 3.0}


def test_the_truth_can_be_written_as_json_and_read_back() -> None:
    part = average_effects("economic_score", EFFECT / 2, EXPOSURE)
    truth = average_effects("score", EFFECT, EXPOSURE, {"economic_score": part})
    read = json.loads(json.dumps(truth.to_dict()))
    assert read["overall"] == 3.0
    assert read["by_event_time"] == {"0": 3.0, "1": 3.0}
    assert read["parts"]["economic_score"]["overall"] == 1.5


def test_a_truth_without_parts_does_not_mention_them() -> None:
    assert "parts" not in average_effects("score", EFFECT, EXPOSURE).to_dict()
