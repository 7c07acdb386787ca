import pytest

from evalcap.workspace import doctor


@pytest.fixture
def found(monkeypatch):
    """Examine a machine whose packages and modules a test decides."""

    def examine(*, modules=(), absent=(), engines=None):
        monkeypatch.setattr(doctor, "find_spec", lambda name: name if name in modules else None)
        monkeypatch.setattr(
            doctor, "installed_version", lambda p: "not installed" if p in absent else "1.0"
        )
        present = {"pandoc": "3.9", "typst": "0.15", "quarto": None} | (engines or {})
        monkeypatch.setattr(doctor, "engine_versions", lambda: present)
        return {symptom.what: symptom for symptom in doctor.examine()}

    return examine


def test_a_good_machine_has_nothing_missing(found):
    assert all(symptom.ok is not False for symptom in found().values())


def test_pyspark_without_connect_is_found_before_it_ends_a_build(found):
    symptom = found(modules=["pyspark"])["pyspark"]
    assert symptom.ok is False
    assert "evalcap[spark]" in symptom.advice


def test_pyspark_with_connect_is_well(found):
    assert found(modules=["pyspark", "grpc"])["pyspark"].ok


def test_a_missing_extra_is_named_with_its_remedy(found):
    symptoms = found(absent=["typst", "causaldata", "openpyxl"])
    assert symptoms["typst"].ok is False
    assert symptoms["typst"].advice == "python -m pip install 'evalcap[reports]'"
    assert symptoms["causaldata"].ok is None
    assert symptoms["openpyxl"].ok is False
    assert "evalcap[reports]" in symptoms["openpyxl"].advice


def test_each_thing_is_looked_at_once():
    names = [symptom.what for symptom in doctor.examine()]
    assert len(names) == len(set(names))


def test_quarto_is_optional_and_pandoc_is_not(found):
    symptoms = found(engines={"pandoc": None})
    assert symptoms["quarto (program)"].ok is None
    assert symptoms["pandoc (program)"].ok is False


def test_packages_that_are_not_looked_for_elsewhere_are_looked_for_here(found):
    assert found(absent=["great-expectations"])["great-expectations"].ok is False
