"""What the evidence records in English, retold."""

import ast
import re
from pathlib import Path

import fake_panels
import numpy as np
import pandas as pd
import pytest
import yaml

import evalcap
from evalcap.dataset import Panel
from evalcap.diagnostics import (
    check_anticipation,
    check_attrition,
    check_balance,
    check_composition,
    check_leave_one_cluster_out,
    check_overlap,
    check_placebo_timing,
    check_pre_trends,
    check_sensitivity,
)
from evalcap.estimators.group_time import estimate_group_time
from evalcap.estimators.sun_abraham import estimate_sun_abraham
from evalcap.evidence import Evidence
from evalcap.evidence.grade import rules
from evalcap.inference.few_clusters import few_clusters
from evalcap.words import catalogue
from evalcap.words.catalogue import flat, read_words
from evalcap.words.recorded import Retold, retold

SOURCE = Path(evalcap.__file__).parent
ROOT = Path(__file__).parents[2]
OTHERS = ["fr", "es"]


STUDIES = ("document-checks-demo", "job-training-grants", "supported-work")


def tell(recorded, language="fr", **labels):
    return retold(recorded, catalogue(language), labels)


def test_english_stays_as_it_is():
    assert tell("Anything at all.", "en") == tell("Anything at all.", "en")
    assert tell("Anything at all.", "en").text == "Anything at all."


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_not_known_stays_english_and_says_so(language):
    told = tell("Nobody wrote a pattern for this.", language)
    assert (told.text, told.language) == ("Nobody wrote a pattern for this.", "en")


def test_numbers_are_written_as_the_language_writes_them():
    sentence = (
        "Without one of 24 clusters the effect on score (3,463.5 with all) is between -0.5 and "
        "12,345: no single cluster decides what is found."
    )
    assert tell(sentence).text == (
        "Sans l’une des 24 grappes, l’effet sur «\u00a0Note\u00a0» (3\u202f463,5 avec toutes) est "
        "compris entre −0,5 et 12\u202f345\u00a0: aucune grappe ne décide à elle seule du constat."
    ).replace("Note", "score")
    assert "(3463,5 con todos) está entre −0,5 y 12.345" in tell(sentence, "es").text


def test_an_outcome_is_called_by_its_label():
    told = tell("No value of score lies far outside the usual range of its period.", score="Note")
    assert told.text.startswith("Aucune valeur de Note ")


def test_a_name_of_the_study_is_never_read_as_a_word_of_ours():
    told = tell("Analysis comparison units was not estimated: nothing changed")
    assert told.text == "L’analyse comparison units n’a pas été estimée\u00a0: rien n’a changé"


@pytest.mark.parametrize(
    "sentence",
    [
        "Nobody knows this: comparison units.",
        "Change in who was observed cannot be tested: for a reason that nobody gave.",
        "At most many: units were assigned at random.",
        "Somebody wrote 3 to 4 here.",
    ],
)
def test_a_sentence_with_a_part_that_is_not_known_is_not_told_by_halves(sentence):
    assert tell(sentence) == Retold(sentence, "en")


def test_sentences_that_follow_each_other_are_told_one_by_one():
    told = tell(
        "With 12 clusters the conventional interval tends to be too narrow; leaving out one "
        "cluster at a time gives a 95% CI up to 3.5, p = 0.04. Read it with great caution."
    )
    assert told.text.endswith("jusqu’à 3,5, p = 0,04. À lire avec une grande prudence.")


@pytest.mark.parametrize("language", OTHERS)
def test_every_reason_of_the_grading_rules_is_told(language):
    table = rules()
    reasons = [r["because"] for kind in ("cap", "downgrade") for r in table[kind].values()]
    for text in (*reasons, table["scale"], *(f"Down 1: {reason}." for reason in reasons)):
        assert tell(text, language).language == language


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(
    "suite", sorted((ROOT / "expectations").glob("*.yaml")), ids=lambda p: p.stem
)
def test_every_rule_about_data_is_told(suite, language):
    held = yaml.safe_load(suite.read_text(encoding="utf-8"))
    notes = [rule["notes"] for rule in held["expectations"]]
    untold = [n for n in notes if tell(n.replace("$", ""), language).language == "en"]
    assert notes
    assert untold == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("study", STUDIES)
def test_everything_that_the_studies_recorded_is_told(study, language):
    held = Evidence.read(ROOT / "studies" / study / "accepted")
    texts = [c.sentence for c in held.checks]
    texts += [note for e in held.estimates for note in (*e.notes, *e.excluded)]
    texts += [e.small_sample.sentence for e in held.estimates if e.small_sample]
    texts += [reason for g in held.grades for reason in g.reasons]
    texts += [f.what for f in held.findings]
    assert [t for t in texts if tell(t, language).language == "en"] == []


@pytest.mark.parametrize("study", STUDIES)
def test_in_english_the_words_stay_and_numbers_are_set_in_type(study):
    held = Evidence.read(ROOT / "studies" / study / "accepted")
    texts = [c.sentence for c in held.checks] + [f.what for f in held.findings]
    texts += [e.small_sample.sentence for e in held.estimates if e.small_sample]
    for text in texts:
        told = tell(text, "en").text
        plain = told.replace("\N{MINUS SIGN}", "-").replace(" %", "%")
        recorded = re.sub(r"\b(?:month|year) (?=\d{4})", "", text)
        assert plain.replace(",", "") == recorded.replace(",", "").replace("% CI", "% interval")


def test_in_english_too_an_outcome_is_called_by_its_label():
    text = "Without one of 24 clusters the effect on det (-1.5 with all) is between -2 and 3%: no "
    text += "single cluster decides what is found."
    told = tell(text, "en", det="“Detections”").text
    assert told.startswith("Without one of 24 clusters the effect on “Detections” (−1.5 with all)")
    assert "between −2 and 3 %: no single" in told


def two_waves(shift=0.0, lost=0, n=40):
    """Officers of ten places in three waves, treated in the last; covariates shifted."""
    rng = np.random.default_rng(5)
    frame = pd.DataFrame([(i, t) for i in range(n) for t in (1, 2, 3)], columns=["unit", "wave"])
    frame["start"] = np.where(frame["unit"] < n // 2, 3.0, np.nan)
    frame["place"] = frame["unit"] % 10
    frame["age"] = (rng.normal(size=n) + shift * (np.arange(n) < n // 2))[frame["unit"]]
    frame["score"] = rng.normal(size=len(frame)) + shift * (frame["unit"] < n // 2) * frame["wave"]
    gone = (frame["wave"] == 3) & (frame["unit"] < lost)
    frame.loc[gone, "score"] = np.nan
    return frame


def as_panel(frame, **more):
    names = {"unit": "unit", "time": "wave", "outcome": "score", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | more))


def made_checks():
    """Run every check of a study on panels that pass, give concern, fail or cannot be tested."""
    for shift in (0.0, 0.5, 4.0):
        for lost in (0, 3, 15):
            frame = two_waves(shift, lost)
            adjusted = as_panel(frame, covariates=["age"], cluster="place")
            yield check_attrition(adjusted)
            yield check_balance(adjusted)
            yield check_overlap(adjusted, covariates=["age"])
            yield check_composition(as_panel(frame, unit=None), covariates=["age"])
            yield check_placebo_timing(as_panel(frame), shift=1)
            yield check_leave_one_cluster_out(as_panel(frame, cluster="place"))
            yield check_pre_trends(estimate_group_time(as_panel(frame)))
    posts = fake_panels.panel(fake_panels.draw_posts(), cluster="region")
    yield check_pre_trends(estimate_group_time(posts).aggregate("event_time", min_e=-2))
    singles = fake_panels.panel(fake_panels.draw_posts())
    yield check_leave_one_cluster_out(singles)
    path = estimate_sun_abraham(singles)
    yield check_pre_trends(path)
    yield check_anticipation(path)
    for method in ("relative_magnitude", "smoothness"):
        yield check_sensitivity(path, method=method).check
        yield check_sensitivity(path, method=method, target="mean").check
    yield check_attrition(as_panel(two_waves(), unit=None))
    yield check_overlap(singles, covariates=[])


def test_whatever_the_checks_say_is_told_in_every_language():
    checks = list(made_checks())
    assert {"passed", "failed", "not_applicable"} <= {check.verdict for check in checks}
    for check in checks:
        for language in OTHERS:
            assert tell(check.sentence, language).language == language, check.sentence


def test_inference_for_few_clusters_is_told_in_every_language():
    for n, few in ((40, 8), (40, 2)):
        frame = two_waves(0.5, n=n)
        frame["place"] = frame["unit"] % 8 if few == 8 else frame["unit"] // 10
        panel = as_panel(frame, cluster="place")
        estimator = lambda p: estimate_group_time(p).aggregate("overall")  # noqa: E731
        found = few_clusters(estimator(panel), panel, estimator, draws=49)
        for language in OTHERS:
            assert tell(found.sentence, language).language == language, found.sentence


def constants():
    """Every text in the source, as one."""
    found = []
    for file in SOURCE.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found += [
            n.value
            for n in ast.walk(tree)
            if isinstance(n, ast.Constant) and isinstance(n.value, str)
        ]
    files = [*SOURCE.glob("evidence/*.toml"), *(ROOT / "expectations").glob("*.yaml")]
    return "\n".join([*found, *(f.read_text(encoding="utf-8") for f in files)])


def test_no_pattern_is_left_of_a_sentence_that_nobody_writes_any_more():
    source = re.sub(r"\s+", " ", constants())
    unwritten = []
    for key, phrase in flat(read_words("en", "recorded")):
        runs = [run.split() for run in re.split(r"\{[a-z_]+\}", phrase)]
        threes = [" ".join(r[i : i + 3]) for r in runs for i in range(len(r) - 2)]
        # A run of three words may join two constants, and is in neither then.
        if threes and not any(three in source for three in threes):
            unwritten.append(key)
    assert unwritten == []


@pytest.mark.parametrize(
    ("period", "told"),
    [("month 2022-08", "2022-08"), ("year 1987", "1987"), ("wave 3", "wave 3"), ("2022", "2022")],
)
def test_a_period_with_a_year_is_told_without_the_name_of_its_column(period, told):
    recorded = f"No unit was lost by the last period ({period})."
    assert retold(recorded, catalogue("fr"), {}).text.endswith(f"({told}).")
