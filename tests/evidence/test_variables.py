"""Columns as the evidence records them."""

import fake_evidence as fake

from evalcap.evidence import Evidence
from evalcap.evidence.variables import VariableCode, VariableRecord


def test_a_codebook_comes_back_from_the_file_as_it_was_written(tmp_path):
    code = VariableCode(name="1", label={"en": "yes", "fr": "oui", "es": "sí"})
    variable = VariableRecord(name="a", roles=("unit", "cluster"), kind="category", codes=(code,))
    evidence = fake.one_outcome(variables=(variable,))
    evidence.write(tmp_path)
    assert Evidence.read(tmp_path).variables == (variable,)


def test_evidence_from_before_codebooks_is_read():
    assert fake.one_outcome().variables == ()
