import pytest
import yaml

from evalcap.validation.yaml_text import RepeatedKeyError, parse_yaml


def test_country_codes_stay_text():
    assert parse_yaml("[FR, NO, SE, on, yes]") == ["FR", "NO", "SE", "on", "yes"]


def test_true_and_false_are_truth_values_and_numbers_are_numbers():
    assert parse_yaml("{a: true, b: False, c: 0.8, d: null}") == {
        "a": True,
        "b": False,
        "c": 0.8,
        "d": None,
    }


def test_a_repeated_key_is_refused_with_its_line():
    with pytest.raises(RepeatedKeyError, match="kwargs stands twice in the block at line 2"):
        parse_yaml("rules:\n- kwargs: 1\n  kwargs: 2\n")


def test_no_code_runs():
    with pytest.raises(yaml.YAMLError):
        parse_yaml("!!python/object/apply:os.getcwd []")


def test_the_loader_of_others_is_left_alone():
    assert yaml.safe_load("[no]") == [False]
