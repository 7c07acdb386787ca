"""Reports from evidence by chance: every sentence agrees with its number, in all languages."""

import re
from dataclasses import dataclass
from math import expm1, inf, isclose

import pytest
import random_evidence as chance
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evalcap.report.content.assemble import report_content
from evalcap.report.content.outcomes import outcome_views
from evalcap.report.markdown import literal
from evalcap.report.templates import fill
from evalcap.report.write import write_report
from evalcap.words import catalogue, headline_findings, read_finding
from evalcap.words.catalogue import LANGUAGES

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]


@dataclass(frozen=True)
class Reader:
    """What somebody who reads a language takes from a sentence, by words of their own."""

    thousands: str
    decimal: str
    higher: str
    lower: str
    unclear: str
    too_small: str
    intended: str
    unintended: str
    endless: str
    credits: dict[str, str]


READERS = {
    "en": Reader(
        ",", ".", "came out higher", "came out lower", "showed no", "short of the smallest",
        "as intended", "against the intention", "no limit|any amount",
        {
            "strong": "because of the programme",
            "moderate": "probably because of the programme",
            "weak": "possibly because of the programme",
            "very_weak": "too weak to say that the programme",
            "ungraded": "not graded",
            "simulated": "simulated data",
        },
    ),
    "fr": Reader(
        "\u202f", ",", "niveau plus élevé", "niveau plus bas", " : aucun effet|\u00a0: aucun effet",
        "en deçà du plus petit", "dans le sens recherché", "à l’opposé du sens recherché",
        "sans limite|n’importe quelle quantité",
        {
            "strong": "est attribuable au programme",
            "moderate": "est probablement attribuable au programme",
            "weak": "est peut-être attribuable au programme",
            "very_weak": "trop faibles pour dire que le programme",
            "ungraded": "n’a pas été notée",
            "simulated": "données simulées",
        },
    ),
    "es": Reader(
        ".", ",", "nivel superior", "nivel inferior", ": ningún efecto", "por debajo del menor",
        "en el sentido buscado", "en sentido contrario", "sin límite|cualquier cantidad",
        {
            "strong": "diferencia es atribuible al programa",
            "moderate": "probablemente atribuible al programa",
            "weak": "quizá atribuible al programa",
            "very_weak": "demasiado débil para afirmar que el programa",
            "ungraded": "no se ha calificado",
            "simulated": "datos simulados",
        },
    ),
}  # fmt: skip
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def read_numbers(text, reader):
    """Read the numbers of a sentence, each with the half of its last digit."""
    group, point = re.escape(reader.thousands), re.escape(reader.decimal)
    pattern = rf"\d+(?:{group}\d{{3}})*(?:{point}\d+)?(?: × 10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)?"
    for found in re.findall(pattern, text):
        digits, _, power = found.partition(" × 10")
        whole, _, fraction = digits.replace(reader.thousands, "").partition(reader.decimal)
        scale = 10.0 ** int(power.translate(SUPERSCRIPTS) or 0)
        yield float(f"{whole}.{fraction or 0}") * scale, 0.5 * 10.0 ** -len(fraction) * scale


def seen_limits(estimate):
    """Take the wider of both intervals; a limit that the better inference lacks is endless."""
    small = estimate.small_sample
    if small is None:
        return estimate.conf_low, estimate.conf_high
    low = -inf if small.conf_low is None else min(estimate.conf_low, small.conf_low)
    return low, inf if small.conf_high is None else max(estimate.conf_high, small.conf_high)


def natural(value, outcome, estimate):
    """Translate as a reader would: shares to percentage points, logarithms to per cent."""
    limits = (estimate.point, estimate.conf_low, estimate.conf_high)
    small = estimate.small_sample
    extra = [v for v in ((small.conf_low, small.conf_high) if small else ()) if v is not None]
    if outcome.unit == "log points" and max((*limits, *extra, 0.0)) <= 5:
        return 100 * expm1(value)
    return 100 * value if outcome.unit == "share" else value


def credit(evidence, estimate):
    if evidence.subject.role == "demonstration":
        return "simulated"
    grades = [g.grade for g in evidence.grades if g.outcome == estimate.outcome]
    return {4: "strong", 5: "strong", 3: "moderate", 2: "weak", 1: "very_weak"}.get(
        grades[0] if grades else None, "ungraded"
    )


def without_label(sentence, finding):
    assert sentence.startswith(finding.label)
    return sentence.removeprefix(finding.label)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(evidence=chance.evidences(most_outcomes=4))
def test_a_sentence_says_which_way_and_how_surely_and_no_more(language, evidence):
    reader = READERS[language]
    for estimate in evidence.estimates:
        if not estimate.primary:
            continue
        outcome = evidence.outcome(estimate.outcome)
        finding = read_finding(evidence, estimate, catalogue(language))
        said = without_label(finding.sentence, finding)
        low, high = seen_limits(estimate)
        clear = low > 0 or high < 0
        assert bool(re.search(reader.unclear, said)) == (not clear)
        assert (reader.higher in said) == (low > 0)
        assert (reader.lower in said) == (high < 0)
        if clear:
            way = "higher" if low > 0 else "lower"
            good, bad = reader.intended, reader.unintended
            expected, other = (good, bad) if way == outcome.better else (bad, good)
            assert expected in said
            assert other not in said
            assert reader.credits[credit(evidence, estimate)] in said
        else:
            claims = ("strong", "moderate", "weak", "very_weak")
            assert not any(reader.credits[name] in said for name in claims)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(evidence=chance.evidences(most_outcomes=4))
def test_the_numbers_of_a_sentence_are_those_of_the_evidence(language, evidence):
    reader = READERS[language]
    for estimate in evidence.estimates:
        if not estimate.primary:
            continue
        outcome = evidence.outcome(estimate.outcome)
        finding = read_finding(evidence, estimate, catalogue(language))
        low, high = seen_limits(estimate)
        told = (
            finding.estimate.replace(outcome.unit, "")
            if len(outcome.unit) > 1
            else finding.estimate
        )
        told = re.sub(r"(?:\(|confiance à |confianza del )95.%", "", told)
        read = list(read_numbers(told, reader))
        ends = sorted((low, high), key=abs) if low > 0 or high < 0 else (low, high)
        # Zero is told in words: no different.
        written = [v for v in (estimate.point, *ends) if v != 0 and abs(v) != inf]
        expected = [abs(natural(v, outcome, estimate)) for v in written]
        assert len(read) == len(expected), (finding.estimate, read, expected)
        for (number, half), value in zip(read, expected, strict=True):
            assert abs(number - value) <= half * 1.0001 or isclose(number, value, rel_tol=0.06), (
                finding.estimate
            )
            assert value == 0 or number > 0
        assert bool(re.search(reader.endless, finding.estimate)) == (inf in (-low, high))


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(evidence=chance.evidences(most_outcomes=4))
def test_marks_are_reached_or_missed_only_by_the_whole_interval(language, evidence):
    reader, words = READERS[language], catalogue(language)
    for estimate in evidence.estimates:
        outcome = evidence.outcome(estimate.outcome)
        finding = read_finding(evidence, estimate, words)
        low, high = seen_limits(estimate)
        least, most = (low, high) if outcome.better == "higher" else (-high, -low)
        for size, told in (
            (outcome.smallest_effect, finding.smallest),
            (outcome.target, finding.target),
        ):
            verdicts = {
                v: told.endswith(words.say(f"mark.{v}")) for v in ("reached", "open", "missed")
            }
            if size is None:
                assert told == ""
            else:
                assert verdicts["reached"] == (least >= size)
                assert verdicts["missed"] == (most < size)
        small = outcome.smallest_effect
        too_small = small is not None and least > 0 and most < small
        assert (reader.too_small in finding.sentence) == too_small


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=8, deadline=None, suppress_health_check=SLOW)
@given(evidence=chance.evidences())
def test_the_document_holds_every_headline_and_no_open_place(language, evidence, template):
    words = catalogue(language)
    views = outcome_views(evidence, words)
    content = report_content(evidence, chance.NOTHING_LEARNT, views, (), words)
    document = fill(template, content)
    for finding in headline_findings(evidence, words):
        assert literal(finding.sentence) in document
    assert f"lang: {language}" in document
    for line in document.splitlines():
        assert line.startswith("$$") or not re.findall(r"(?<!\\)\{[a-z_]+\}", line)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=2, deadline=None, suppress_health_check=SLOW, derandomize=True)
@given(evidence=chance.evidences(most_outcomes=3), number=st.integers(0, 10**6))
def test_the_page_renders_whatever_was_found(language, evidence, number, tmp_path):
    folder = tmp_path / str(number)
    made = write_report(
        evidence,
        chance.NOTHING_LEARNT,
        to=folder,
        formats=("html",),
        engine="pandoc",
        language=language,
    )
    page = made.files["html"].read_text(encoding="utf-8")
    assert re.search(rf'<html[^>]* lang="{language}"', page)
    assert catalogue(language).say("section.findings") in page
