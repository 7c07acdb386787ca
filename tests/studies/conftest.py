"""The studies of this repository, each run once."""

from functools import cache
from pathlib import Path

import pytest

from evalcap.evidence import Evidence
from evalcap.study import Study

STUDIES = Path(__file__).parents[2] / "studies"


@cache
def _run(slug: str) -> Evidence:
    return Study.read(STUDIES / slug).run()


@pytest.fixture(scope="session")
def studies():
    return STUDIES


@pytest.fixture(scope="session")
def evidence_of():
    """Give the evidence of a study, which is run when it is first asked for."""
    return _run


@pytest.fixture(scope="session")
def grants(evidence_of):
    return evidence_of("job-training-grants")


@pytest.fixture(scope="session")
def supported_work(evidence_of):
    return evidence_of("supported-work")


@pytest.fixture(scope="session")
def demonstration(evidence_of):
    return evidence_of("document-checks-demo")
