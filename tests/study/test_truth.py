import pytest

from evalcap.errors.study import TruthError
from evalcap.study.truth import read_truth


@pytest.fixture
def write(tmp_path):
    def written(text):
        file = tmp_path / "truth.json"
        file.write_text(text, encoding="utf-8")
        return file

    return written


def test_the_true_effects_are_read_by_what_they_are_of(write):
    file = write('{"outcome": "x", "overall": 3.5, "by_event_time": {"0": 1, "1": 4.25}}')
    assert read_truth(file) == {"overall": 3.5, "event_time/0": 1.0, "event_time/1": 4.25}


def test_effects_by_event_time_may_be_absent(write):
    assert read_truth(write('{"overall": 3.5}')) == {"overall": 3.5}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "Invalid JSON"),
        ("{}", "overall: missing"),
        ('{"overall": NaN}', "overall: must be a finite number"),
        ('{"overall": 1, "by_event_time": {"0": "x"}}', "by_event_time.0: must be a number"),
    ],
)
def test_a_file_that_holds_something_else_is_refused(write, text, said):
    with pytest.raises(TruthError) as caught:
        read_truth(write(text))
    assert said in caught.value.wrong


def test_a_file_that_is_not_there_is_missed(tmp_path):
    with pytest.raises(TruthError, match="there is no such file"):
        read_truth(tmp_path / "truth.json")
