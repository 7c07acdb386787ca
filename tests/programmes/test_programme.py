import pytest

from evalcap.errors.standardisation import UnknownProgrammeError
from evalcap.programmes import NAMES, programme


def test_there_are_three_programme_types():
    assert set(NAMES) == {"training", "document_verification", "reintegration"}


@pytest.mark.parametrize("name", NAMES)
def test_each_is_read_and_carries_its_name(name):
    assert programme(name).name == name


def test_an_unknown_type_is_answered_with_the_three():
    with pytest.raises(
        UnknownProgrammeError, match="training, document_verification, reintegration"
    ):
        programme("trainings")


def test_a_programme_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        programme("training").title = "another"
