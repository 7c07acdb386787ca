import json
from pathlib import Path

import pytest

from evalcap.errors.evidence import EvidenceNotFoundError, EvidenceUnreadableError
from evalcap.evidence import Evidence


def _edited(file, edit):
    content = json.loads(file.read_text(encoding="utf-8"))
    edit(content)
    file.write_text(json.dumps(content), encoding="utf-8")


def test_what_is_written_is_what_is_read(evidence, tmp_path):
    evidence.write(tmp_path)
    assert Evidence.read(tmp_path) == evidence


def test_evidence_is_read_from_its_folder_or_its_file(evidence, tmp_path):
    file = evidence.write(tmp_path / "build" / "course")
    assert file == tmp_path / "build" / "course" / "evidence.json"
    assert Evidence.read(str(file)) == Evidence.read(file.parent)


def test_the_file_is_text_in_utf_8_that_a_person_can_read(evidence, tmp_path):
    text = evidence.write(tmp_path).read_text(encoding="utf-8")
    assert '"summary": "é"' in text
    assert text.endswith("}\n")
    assert json.loads(text)["created"] == "2024-03-01"


def test_missing_numbers_are_null_in_the_file(evidence, tmp_path):
    content = json.loads(evidence.write(tmp_path).read_text(encoding="utf-8"))
    assert content["estimates"][0]["degrees_of_freedom"] is None


def test_writing_leaves_nothing_but_the_file(evidence, tmp_path):
    evidence.write(tmp_path)
    evidence.write(tmp_path)
    assert [f.name for f in tmp_path.iterdir()] == ["evidence.json"]


def test_a_write_that_fails_leaves_the_earlier_file_and_no_other(evidence, tmp_path, monkeypatch):
    evidence.write(tmp_path)
    before = (tmp_path / "evidence.json").read_bytes()

    def full(self, *_, **__):
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        evidence.model_copy(update={"deviations": ("new",)}).write(tmp_path)
    assert (tmp_path / "evidence.json").read_bytes() == before
    assert [f.name for f in tmp_path.iterdir()] == ["evidence.json"]


def test_evidence_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(EvidenceNotFoundError, match=r"no evidence file evidence\.json") as caught:
        Evidence.read(tmp_path / "nothing")
    assert "evalcap run" in caught.value.do


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda e: e.update(schema_version=2), "schema_version"),
        (lambda e: e.update(rows=[1, 2]), "rows: Extra inputs are not permitted"),
        (lambda e: e["estimates"][0].update(name="Amina"), "estimates.0.name: Extra"),
        (lambda e: e.pop("design"), "design: Field required"),
        (lambda e: e["estimates"][0].update(point=float("nan")), "estimates.0.point"),
        (lambda e: e["estimates"][0].update(conf_high=float("inf")), "estimates.0.conf_high"),
        (lambda e: e["estimates"][0].update(n_units=-3), "estimates.0.n_units"),
        (lambda e: e["estimates"][0].update(n_units="few"), "estimates.0.n_units"),
        (lambda e: e.update(truth={"overall": float("nan")}), "truth.overall"),
    ],
)
def test_a_file_that_does_not_follow_the_schema_is_refused_with_the_key(
    evidence, tmp_path, edit, said
):
    file = evidence.write(tmp_path)
    _edited(file, edit)
    with pytest.raises(EvidenceUnreadableError) as caught:
        Evidence.read(tmp_path)
    assert said in caught.value.wrong


def test_every_mistake_of_a_file_is_named_at_once(evidence, tmp_path):
    file = evidence.write(tmp_path)
    _edited(file, lambda e: (e.pop("design"), e.pop("created")))
    with pytest.raises(EvidenceUnreadableError, match=r"(?s)created: .*design: |design: .*created"):
        Evidence.read(tmp_path)


def test_half_a_file_is_refused(evidence, tmp_path):
    file = evidence.write(tmp_path)
    file.write_bytes(file.read_bytes()[:200])
    with pytest.raises(EvidenceUnreadableError, match="Invalid JSON"):
        Evidence.read(tmp_path)


def test_headlines_are_primary_estimates_of_primary_outcomes_in_the_order_of_outcomes(evidence):
    assert [e.key for e in evidence.headlines()] == ["cases/main", "score/main"]


def test_estimates_outcomes_and_grades_are_found_by_name(evidence):
    assert evidence.estimate("score/other").analysis == "other"
    assert evidence.estimate("score/nothing") is None
    assert evidence.outcome("speed").unit == "seconds"
    assert evidence.grade("score") is None


def test_keys_are_those_of_estimates_paths_checks_and_groups(evidence):
    assert evidence.keys == {"score/main", "score/other", "speed/main", "cases/main"}
