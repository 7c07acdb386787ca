"""What a synthesis shows, in sentences no stronger than its interval and its studies."""

from collections.abc import Iterator
from functools import partial

from evalcap.kernels.small_study import Asymmetry
from evalcap.portfolio.synthesis import LEAST_FOR_SMALL_STUDIES, Group, Synthesis
from evalcap.site.names import family_name
from evalcap.words import Catalogue, Reading
from evalcap.words.names import capitalised
from evalcap.words.numbers import decimals_for, number, p_value
from evalcap.words.reading import read_effect
from evalcap.words.scale import Scale, scale_for

_SIGNIFICANT = 0.1  # as Egger and others use it: the test misses much


def scale_of(synthesis: Synthesis, words: Catalogue) -> Scale:
    """Choose the scale on which effects, mean and new study can all be told.

    Logarithms of which less is better stay logarithms: turned, per cent would be others.
    """
    group = synthesis.group
    if group.standardised:
        return Scale("plain", unit_of(group, words))
    reach = [*synthesis.pooled.prediction(), *(synthesis.effect + 2 * synthesis.std_error)]
    unit = unit_of(group, words)
    scale = scale_for(unit, map(float, reach))
    turned = any(member.sign < 0 for member in group.members)
    return Scale("plain", unit) if scale.kind == "percent" and turned else scale


def unit_of(group: Group, words: Catalogue) -> str:
    """Give the unit of a synthesis as the first study says it that says it in the language."""
    if group.standardised:
        return words.say("synthesis.unit_standardised")
    for member in group.members:
        translation = member.entry.translations.get(words.language)
        texts = translation.outcomes.get(member.outcome.name) if translation else None
        if texts is not None and texts.unit:
            return texts.unit
    return group.unit


def mean_of(synthesis: Synthesis, words: Catalogue) -> Reading:
    """Read the mean effect."""
    low, high = map(float, synthesis.interval)
    scale = scale_of(synthesis, words)
    return read_effect(synthesis.mean, low, high, scale=scale, words=words)


def new_study_of(synthesis: Synthesis, words: Catalogue) -> Reading:
    """Read where a new study would fall."""
    low, high = map(float, synthesis.pooled.prediction())
    scale = scale_of(synthesis, words)
    return read_effect(synthesis.mean, low, high, scale=scale, words=words)


def unit_told(reading: Reading) -> str:
    """Say what bare numbers of a reading are counted in; per cent are written with them."""
    if reading.scale.kind == "plain":
        return reading.scale.unit.strip()
    return (
        ""
        if reading.scale.kind == "percent"
        else reading.words.say("figure.unit_percentage_points")
    )


def opening(synthesis: Synthesis, words: Catalogue) -> Iterator[str]:
    """Tell the mean, a new study, and on what evidence both rest."""
    mean, later = mean_of(synthesis, words), new_study_of(synthesis, words)
    simulated = synthesis.group.role == "demonstration"
    way = {"higher": "improved", "lower": "worsened", "unclear": "unclear"}[mean.direction]
    yield words.say(
        f"synthesis.{way}_simulated" if simulated else f"synthesis.{way}",
        n=len(synthesis.effect),
        size=mean.effect_size(),
        bounds=mean.bounds(),
        told=mean.signed(),
        unit=unit_told(mean),
    )
    yield words.say("synthesis.new_study", bounds=later.signed_bounds(), unit=unit_told(later))
    if later.direction == "unclear":
        yield words.say("synthesis.new_study_open")
    yield from _grades(synthesis, words)


def _grades(synthesis: Synthesis, words: Catalogue) -> Iterator[str]:
    members = synthesis.group.members
    found = [m.entry.evidence.grade(m.outcome.name) for m in members]
    reached = [g.grade for g in found if g is not None and g.grade is not None]
    if len(reached) == len(members):
        low, high = min(reached), max(reached)
        key = "synthesis.grades_same" if low == high else "synthesis.grades"
        yield words.say(key, low=low, high=high)


def notes(synthesis: Synthesis, words: Catalogue) -> Iterator[str]:
    """Say what was done to the numbers before they were put together."""
    if synthesis.group.standardised:
        yield words.say("synthesis.standardised")
    if any(member.sign < 0 for member in synthesis.group.members):
        yield words.say("synthesis.turned")


def unlike(synthesis: Synthesis, words: Catalogue) -> Iterator[str]:
    """Tell how unlike the studies are, in the unit of the effects."""
    found = synthesis.heterogeneity
    low, high = (float(end) ** 0.5 for end in found.tau2_interval)
    tau = found.tau2**0.5
    decimals = decimals_for(synthesis.pooled.std_error(), (tau, low, high))
    write = partial(number, decimals=decimals, words=words)
    unit = unit_of(synthesis.group, words)
    yield words.say(
        "synthesis.tau", tau=write(tau), low=write(low), high=write(high), unit=unit or "1"
    )
    yield words.say("synthesis.i2", i2=number(100 * found.i2, 0, words))
    yield words.say(
        "synthesis.q",
        q=number(found.q, 1, words),
        df=found.q_degrees_of_freedom,
        p=p_value(found.q_p_value, words),
    )


def small_studies(synthesis: Synthesis, words: Catalogue) -> Iterator[str]:
    """Tell whether small studies tell another story."""
    n_studies = len(synthesis.effect)
    if synthesis.asymmetry is not None:
        yield from _asymmetry(synthesis.asymmetry, words)
    elif n_studies < LEAST_FOR_SMALL_STUDIES:
        yield words.say("synthesis.small_none", least=LEAST_FOR_SMALL_STUDIES, n=n_studies)
    else:
        yield words.say("synthesis.small_alike")


def _asymmetry(found: Asymmetry, words: Catalogue) -> Iterator[str]:
    seen = found.p_value < _SIGNIFICANT
    yield words.say(
        "synthesis.small_told",
        verdict=words.say("synthesis.small_a" if seen else "synthesis.small_no"),
        intercept=number(found.intercept, 2, words),
        p=p_value(found.p_value, words),
    )
    if seen:
        yield words.say("synthesis.small_warning")


def alternative(synthesis: Synthesis, words: Catalogue) -> str:
    """Describe the figure of a synthesis to those who do not see it."""
    return words.say(
        "synthesis.alt",
        n=len(synthesis.effect),
        family=capitalised(family_name(synthesis.group.family)),
        mean=mean_of(synthesis, words).signed(),
        unit=unit_told(mean_of(synthesis, words)),
        new_study=new_study_of(synthesis, words).signed_bounds(),
    )
