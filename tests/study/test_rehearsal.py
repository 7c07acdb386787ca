import pytest

from evalcap.study.rehearsal import rehearse


@pytest.mark.usefixtures("quick")
def test_a_rehearsal_gives_the_estimates_of_the_evidence(desk):
    study = desk.study()
    assert rehearse(study) == study.run().estimates


def test_a_rehearsal_writes_nothing(desk):
    study = desk.study()
    before = study.inputs()
    rehearse(study)
    assert study.inputs() == before
