"""Evidence by chance: tiny and huge effects, many outcomes, labels of any script."""

import fake_evidence as fake
from hypothesis import strategies as st

from evalcap.evidence import Evidence
from evalcap.evidence.model import AnalysisRecord, Outcome
from evalcap.evidence.results import EstimateRecord, SmallSampleRecord
from evalcap.lessons import Lessons

LABELS = st.one_of(
    st.sampled_from(
        [
            "Événements évités à l’échelle régionale",
            "مستوى المعرفة بعد التدريب",
            "שיעור הזיהוי",
            "Índice de reintegración económica y psicosocial de las personas retornadas " * 3,
            "Übung, 50 % <b>fett</b> & mehr",
            "Ratio of a to b {not a place}",
        ]
    ),
    st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs")), max_size=60),
)
UNITS = st.sampled_from(["points", "log points", "share", "%", "US dollars of 2015", ""])
SIZES = st.builds(
    lambda mantissa, exponent: mantissa * 10.0**exponent,
    st.floats(1.0, 9.99),
    st.integers(-7, 9),
)


@st.composite
def numbers(draw: st.DrawFn, unit: str) -> tuple[float, float, float]:
    """Draw an estimate and its limits: to either side of zero, on it, far from it, very near it."""
    spread = min(draw(SIZES), 2.0) if unit == "log points" else draw(SIZES)
    where = draw(st.sampled_from([-5.0, -2.0, -1.0, -0.999, -0.2, 0.0, 0.3, 0.999, 1.0, 1.5, 40.0]))
    point = spread * where
    return point, point - spread, point + spread


@st.composite
def outcomes(draw: st.DrawFn, name: str) -> Outcome:
    """Draw an outcome, with or without marks to reach."""
    return Outcome(
        name=name,
        label=draw(LABELS),
        unit=draw(UNITS),
        better=draw(st.sampled_from(["higher", "lower"])),
        primary=draw(st.booleans()),
        target=draw(st.none() | SIZES),
        smallest_effect=draw(st.none() | SIZES),
        dac=draw(st.sampled_from([(), ("effectiveness",), ("effectiveness", "impact")])),
    )


@st.composite
def small_samples(draw: st.DrawFn, low: float, high: float) -> SmallSampleRecord:
    """Draw inference for few clusters, wider than the usual, on either side perhaps endless."""
    return SmallSampleRecord(
        method="wild_bootstrap",
        conf_low=draw(st.none() | st.just(low - 0.1 * (high - low))),
        conf_high=draw(st.none() | st.just(high + 0.1 * (high - low))),
        p_value=0.04,
        sentence="With 12 clusters the conventional interval tends to be too narrow; leaving out "
        "one cluster at a time gives a 95% CI from 1.6 on, p = 0.04.",
    )


@st.composite
def estimates(draw: st.DrawFn, outcome: Outcome, analysis: str, *, primary: bool) -> EstimateRecord:
    """Draw one estimate of an outcome."""
    point, low, high = draw(numbers(outcome.unit))
    small = draw(st.none() | small_samples(low, high))
    made = fake.estimate(outcome.name, analysis, point, low, high, primary=primary)
    return made.model_copy(update={"small_sample": small})


@st.composite
def evidences(draw: st.DrawFn, most_outcomes: int = 20) -> Evidence:
    """Draw the evidence of a study of one to twenty outcomes."""
    n = draw(st.integers(1, most_outcomes))
    made = [draw(outcomes(f"outcome_{i}")) for i in range(n)]
    analyses, found, grades = [], [], []
    for outcome in made:
        for analysis in ("main", "twfe")[: draw(st.integers(1, 2))]:
            first = analysis == "main"
            found.append(draw(estimates(outcome, analysis, primary=first)))
            analyses.append(
                AnalysisRecord(
                    name=analysis,
                    outcome=outcome.name,
                    estimator="two_period",
                    primary=first,
                    experimental=draw(st.booleans()),
                )
            )
        reached = draw(st.none() | st.integers(1, 5))
        if reached is not None:
            grades.append(fake.grade(outcome.name, "main", reached))
    role = draw(st.sampled_from(["evaluation", "benchmark", "demonstration"]))
    return fake.one_outcome(
        role=role,
        outcomes=tuple(made),
        analyses=tuple(analyses),
        estimates=tuple(found),
        grades=tuple(grades),
    )


NOTHING_LEARNT = Lessons()
