import json
import re
from pathlib import Path

import jsonschema
import pytest

from evalcap.study import Study

ROOT = Path(__file__).parents[2]
SLUGS = sorted(f.parent.name for f in (ROOT / "studies").glob("*/study.toml"))
ACCEPTED = [s for s in SLUGS if (ROOT / "studies" / s / "accepted" / "evidence.json").is_file()]


def test_every_programme_type_has_a_study():
    programmes = {Study.read(ROOT / "studies" / slug).plan.programme for slug in SLUGS}
    assert programmes == {"training", "reintegration", "document_verification"}


@pytest.mark.parametrize("slug", ACCEPTED)
def test_accepted_evidence_is_reproduced(slug, evidence_of):
    assert Study.read(ROOT / "studies" / slug).reproduce(evidence_of(slug)) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_lessons_rest_on_the_evidence(slug, evidence_of):
    lessons = Study.read(ROOT / "studies" / slug).lessons()
    assert lessons.lessons
    lessons.require_evidence(evidence_of(slug))


@pytest.mark.parametrize("slug", SLUGS)
def test_evidence_follows_the_published_schema(slug, evidence_of, tmp_path):
    schema = json.loads((ROOT / "docs" / "schemas" / "evidence.schema.json").read_text())
    written = json.loads(evidence_of(slug).write(tmp_path).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(written)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_source_states_fingerprint_and_licence(slug, evidence_of):
    for source in evidence_of(slug).sources:
        assert re.fullmatch("[0-9a-f]{64}", source.sha256)
        assert source.licence


@pytest.mark.parametrize("slug", SLUGS)
def test_no_critical_rule_was_left_unmet(slug, evidence_of):
    stopped = [f for f in evidence_of(slug).findings if f.severity == "critical"]
    assert stopped
    assert {f.status for f in stopped} <= {"met", "not_applicable"}


@pytest.mark.parametrize("slug", SLUGS)
def test_checks_go_with_every_primary_analysis(slug, evidence_of):
    evidence = evidence_of(slug)
    for headline in evidence.headlines():
        names = {c.name for c in evidence.checks if c.analysis == headline.analysis}
        assert {"balance", "attrition"} <= names
