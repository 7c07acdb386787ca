import json
from datetime import UTC, datetime

import pytest

from evalcap.errors.study import TooFewPeopleError

PLAN_MORE = """
[disaggregate]
by = ["sex"]

[recode.sex]
male = "other"

[compact]
objectives = [4]
actions = ["4(b)"]
"""


@pytest.fixture
def run(desk, plan):
    """Run a changed plan on the officers, one of them without a score in the last wave."""

    def evidence(*pairs, more="", **parts):
        frame = parts.pop("frame", None)
        return desk.study(plan(*pairs, more=more), frame=frame, **parts).run()

    return evidence


def _counts(content, path=""):
    """Walk through the evidence, and give every count with its place."""
    if isinstance(content, dict):
        for key, value in content.items():
            place = f"{path}.{key}"
            counted = key.startswith("n_") or key == "changed" or ".excluded." in place
            if counted and not isinstance(value, dict):
                yield place, value
            yield from _counts(value, place)
    elif isinstance(content, list):
        for entry in content:
            yield from _counts(entry, path)


def test_the_evidence_names_the_study_its_sources_and_its_versions(run):
    evidence = run(more=PLAN_MORE)
    assert (evidence.subject.slug, evidence.subject.role) == ("officer-course", "evaluation")
    assert str(evidence.subject.period_end) == "2023-12-31"
    (source,) = evidence.sources
    assert (source.location, source.format, source.n_rows) == ("tests.csv", "csv", 108)
    assert len(source.sha256) == 64
    assert evidence.created == datetime.now(UTC).date()
    assert {"python", "evalcap", "numpy", "great-expectations"} <= set(evidence.versions)
    assert evidence.contribution.actions == ("4(b)",)
    assert evidence.disclosure.min_cell == 10


def test_every_part_of_the_plan_leaves_its_record(run, secondary):
    more = secondary("two", "twfe", '{ cluster = ["region", "officer"] }') + PLAN_MORE
    evidence = run(more=more)
    assert [e.key for e in evidence.estimates] == ["score/group_time", "score/two"]
    assert [p.key for p in evidence.paths] == ["score/group_time/event_time"]
    assert [a.options for a in evidence.analyses] == [{}, {"cluster": "region, officer"}]
    assert [(g.outcome, g.analysis) for g in evidence.grades] == [("score", "group_time")]
    assert {"pre_trends", "balance", "attrition"} <= {c.name for c in evidence.checks}
    assert [s.level for s in evidence.disaggregations] == ["female", "other"]
    assert [t.label for t in evidence.trends if t.arm == "treated"] == ["1", "2", "3"]
    assert {f.id for f in evidence.findings} >= {"unit-recorded", "outcome-recorded/score"}
    assert evidence.truth is None


@pytest.mark.parametrize(
    ("unit_is", "recoded"),
    [("organisation", 27), ("person", "<28")],  # nine in three waves, so fewer than ten officers
)
def test_changes_are_counted_by_rule(run, unit_is, recoded):
    design = 'time = "wave"', f'time = "wave"\nunit_is = "{unit_is}"'
    changes = {(c.rule, c.column): c.changed for c in run(design, more=PLAN_MORE).changes}
    assert changes["rename", "score"] == 0
    assert changes["recode", "sex"] == recoded


def test_trends_are_means_of_each_arm(run):
    means = {(t.arm, t.label): t.mean for t in run().trends}
    # Trained are officers 0 to 14, the others 15 to 35: 50 + i on average in the first wave.
    assert means["treated", "1"] == pytest.approx(57)
    assert means["comparison", "1"] == pytest.approx(75)
    assert means["treated", "3"] - means["treated", "2"] == pytest.approx(7)
    assert means["comparison", "3"] - means["comparison", "2"] == pytest.approx(2)


def test_no_count_of_people_is_left_below_the_threshold(run, frame, secondary):
    frame.loc[5, "Test score"] = None
    more = secondary("two", "twfe") + "where = { region = ['north'] }\n" + PLAN_MORE
    # Of 36 officers 15 are trained, 9 are men and 18 are in the north, each seen three times.
    content = run(more=more + "[disclosure]\nmin_cell = 14\n", frame=frame).model_dump(mode="json")
    counts = dict(_counts(content))
    assert {".design.n_units", ".estimates.excluded.rows without outcome"} <= set(counts)
    printed = [n for n in counts.values() if isinstance(n, int) and n > 0]
    assert printed
    assert min(printed) >= 14
    assert counts[".estimates.excluded.rows without outcome"] in {"<14", "<40"}
    assert {s["n_units"] for s in content["disaggregations"] if s["level"] == "other"} == {"<14"}
    assert all(s["point"] is None for s in content["disaggregations"])


def test_a_headline_of_too_few_people_is_refused(run):
    with pytest.raises(TooFewPeopleError, match="fewer than 16 people on one side"):
        run(more="[disclosure]\nmin_cell = 16\n")


def test_counts_of_organisations_are_all_published(run, frame, secondary):
    frame.loc[5, "Test score"] = None
    places = 'time = "wave"', 'time = "wave"\nunit_is = "organisation"'
    more = secondary("two", "twfe") + "where = { region = ['north'] }\n" + PLAN_MORE
    evidence = run(places, more=more, frame=frame)
    counts = dict(_counts(evidence.model_dump(mode="json")))
    assert not [value for value in counts.values() if isinstance(value, str)]
    assert counts[".estimates.excluded.rows without outcome"] == 1


def test_published_counts_of_people_are_rounded_where_the_plan_says_so(run):
    evidence = run(more="[disclosure]\nrounding = 5\n")
    assert (evidence.design.n_units, evidence.design.n_rows) == (35, 110)
    assert evidence.estimates[0].n_obs == 110


def test_no_value_of_a_record_is_in_the_evidence(run, frame):
    frame["officer"] = "Amina " + frame["officer"]
    assert "Amina" not in json.dumps(run(more=PLAN_MORE, frame=frame).model_dump(mode="json"))


def test_simulated_data_carry_their_truth_and_no_grade(run):
    simulated = 'commissioner = "none"', 'commissioner = "none"\nrole = "demonstration"'
    stored = 'title = "Inv', 'truth = "truth.json"\ntitle = "Inv'
    truth = {"truth.json": '{"overall": 5, "by_event_time": {"0": 5}}'}
    evidence = run(simulated, stored, files=truth)
    assert evidence.truth == {"overall": 5.0, "event_time/0": 5.0}
    assert evidence.grades[0].grade is None


@pytest.mark.parametrize(
    ("options", "most"),
    [("experimental = true", 5), ("experimental = false", 3)],
)
def test_the_design_sets_the_cap_of_the_grade(run, options, most):
    pair = (
        'estimator = "group_time"\nprimary = true',
        (f'estimator = "group_time"\nprimary = true\n{options}'),
    )
    assert run(pair).grades[0].cap == most


def test_several_files_of_a_source_are_listed_each_with_its_rows(desk, plan, frame):
    text = plan(('path = "tests.csv"', 'path = "waves/*.csv"'))
    rounds = {f"waves/{wave}.csv": part.to_csv(index=False) for wave, part in frame.groupby("wave")}
    (source,) = desk.study(text, files=rounds).run().sources
    assert source.location == "waves/*.csv"
    assert [(f.name, f.n_rows) for f in source.files] == [
        ("1.csv", 36),
        ("2.csv", 36),
        ("3.csv", 36),
    ]
