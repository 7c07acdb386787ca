"""Values for authors' own text."""

import fake_evidence as fake
import yaml

from evalcap.report.variables import variables_text
from evalcap.words import catalogue


def values(evidence):
    return yaml.safe_load(variables_text(evidence, catalogue()))


def test_names_follow_the_keys_of_the_estimates():
    found = values(fake.job_training())["log_scrap"]
    assert found["group_time"]["point"] == "about 29\u00a0% lower"
    assert found["fixed_effects"]["grant_1"]["sentence"].startswith("Scrap rate: the coefficient")


def test_every_value_is_text():
    found = values(fake.supported_work())["earnings"]["doubly_robust"]
    assert found["n_units"] == "200"
    assert all(isinstance(value, str) for value in found.values())


def test_an_outcome_called_study_does_not_replace_the_study():
    evidence = fake.one_outcome(outcome={"name": "study"})
    found = values(evidence)["study"]
    assert found["title"] == "Training at three border posts"
    assert "sentence" in found["main"]
