"""Evidence made by hand: one outcome as small as can be, and three studies as real ones look."""

from datetime import date
from typing import Any

from evalcap.evidence import Evidence
from evalcap.evidence.model import (
    AnalysisRecord,
    ChangeRecord,
    CheckRecord,
    Contribution,
    Design,
    FindingRecord,
    GradeRecord,
    Outcome,
    Source,
    Subject,
)
from evalcap.evidence.results import (
    EstimateRecord,
    OverallRecord,
    PathRecord,
    PointRecord,
    SubgroupRecord,
    TrendRecord,
)
from evalcap.lessons import Lesson, Lessons, Recommendation, Response

SCALE = "Maryland Scientific Methods Scale, levels 1 to 5"


def estimate(
    outcome: str,
    analysis: str,
    point: float,
    low: float,
    high: float,
    *,
    term: str | None = None,
    primary: bool = False,
    **more: Any,
) -> EstimateRecord:
    """Make an estimate; its standard error is a quarter of its interval."""
    facts: dict[str, Any] = {
        "key": "/".join(part for part in (outcome, analysis, term) if part),
        "outcome": outcome,
        "analysis": analysis,
        "term": term,
        "primary": primary,
        "estimator": "two-period difference-in-differences, unadjusted",
        "estimand": term or "ATT",
        "point": point,
        "std_error": max((high - low) / 3.92, 1e-12),
        "conf_low": low,
        "conf_high": high,
        "p_value": 0.05,
        "degrees_of_freedom": None,
        "n_obs": 400,
        "n_units": 200,
        "n_clusters": 200,
        "excluded": {},
    }
    return EstimateRecord(**facts | more)


def subject(role: str = "evaluation", **more: Any) -> Subject:
    """Make the subject of a study."""
    facts: dict[str, Any] = {
        "slug": "border-training",
        "title": "Training at three border posts",
        "programme": "training",
        "role": role,
        "countries": ("Ghana", "Togo"),
        "period_start": date(2023, 1, 1),
        "period_end": date(2024, 6, 30),
        "commissioner": "Ministry of the Interior",
        "evaluators": ("Evaluation unit",),
    }
    return Subject(**facts | more)


def design(**more: Any) -> Design:
    """Make a design of persons in two periods."""
    facts: dict[str, Any] = {
        "unit": "officer",
        "unit_is": "person",
        "time": "month",
        "treated_from": "trained_from",
        "cluster": None,
        "comparison": "never_treated",
        "periods": ("2023", "2024"),
        "n_rows": 400,
        "n_units": 200,
        "n_treated_units": 80,
        "n_clusters": 200,
    }
    return Design(**facts | more)


def source(**more: Any) -> Source:
    """Make a source."""
    facts: dict[str, Any] = {
        "name": "scores",
        "location": "scores.csv",
        "format": "csv",
        "sha256": "0123456789abcdef" * 4,
        "n_rows": 400,
        "licence": "CC BY 4.0",
        "retrieved": date(2024, 7, 1),
    }
    return Source(**facts | more)


def grade(outcome: str, analysis: str, reached: int | None, cap: int | None = 5) -> GradeRecord:
    """Make a grade."""
    reasons = (f"At most {cap}: units were assigned at random.",)
    return GradeRecord(
        outcome=outcome, analysis=analysis, grade=reached, cap=cap, scale=SCALE, reasons=reasons
    )


def check(verdict: str) -> CheckRecord:
    """Make a check of how alike the groups were."""
    return CheckRecord(
        key="score/main/balance",
        outcome="score",
        analysis="main",
        name="balance",
        verdict=verdict,
        statistic=None,
        p_value=None,
        sentence="They were alike.",
    )


def one_outcome(
    point: float = 3.2,
    low: float = 1.2,
    high: float = 5.2,
    *,
    role: str = "evaluation",
    reached: int | None = 3,
    outcome: dict[str, Any] | None = None,
    **more: Any,
) -> Evidence:
    """Make evidence with one estimate of one primary outcome."""
    facts: dict[str, Any] = {
        "name": "score",
        "label": "Test score",
        "unit": "points",
        "better": "higher",
        "primary": True,
        "dac": ("effectiveness",),
    }
    seen = Outcome(**facts | (outcome or {}))
    content: dict[str, Any] = {
        "subject": subject(role),
        "created": date(2024, 8, 1),
        "sources": (source(),),
        "design": design(),
        "outcomes": (seen,),
        "analyses": (
            AnalysisRecord(name="main", outcome=seen.name, estimator="two_period", primary=True),
        ),
        "estimates": (estimate(seen.name, "main", point, low, high, primary=True),),
        "grades": () if reached is None else (grade(seen.name, "main", reached),),
    }
    return Evidence(**content | more)


def job_training() -> Evidence:
    """Make evidence like that on grants to firms: logarithms, a path, a fit of several terms."""
    analysis, name = "group_time", "log_scrap"
    points = (
        _point(-2, 0.0, None),
        _point(-1, -0.22, 0.144),
        _point(0, -0.27, 0.144),
        _point(1, -0.46, 0.286),
    )
    return Evidence(
        subject=subject("benchmark", slug="job-training-grants", title="Job training grants"),
        created=date(2024, 8, 1),
        sources=(source(name="firms", citation="Holzer and others (1993)", retrieved=None),),
        design=design(unit="firm", unit_is="organisation", n_units=157),
        outcomes=(
            Outcome(
                name=name,
                label="Scrap rate",
                unit="log points",
                better="lower",
                primary=True,
                smallest_effect=0.1,
            ),
        ),
        analyses=(
            AnalysisRecord(
                name=analysis,
                outcome=name,
                estimator="group_time",
                primary=True,
                options={"method": "unadjusted"},
                note="Each cohort from the year before its grant.",
            ),
            AnalysisRecord(
                name="fixed_effects",
                outcome=name,
                estimator="panel",
                primary=False,
                options={"model": "fixed_effects", "variance": "classical"},
            ),
        ),
        estimates=(
            estimate(
                name,
                analysis,
                -0.345041483,
                -0.7275371,
                0.0374542,
                primary=True,
                std_error=0.195154415,
                excluded={"rows without outcome": 309},
                notes=("Cohort 1989 has one unit in some cells.",),
            ),
            estimate(name, "fixed_effects", -0.252, -0.551, 0.046, term="grant"),
            estimate(name, "fixed_effects", -0.422, -0.838, -0.005, term="grant_1"),
        ),
        paths=(
            PathRecord(
                key=f"{name}/{analysis}/event_time",
                outcome=name,
                analysis=analysis,
                by="event_time",
                overall=OverallRecord(
                    point=-0.365, std_error=0.209, conf_low=-0.775, conf_high=0.045
                ),
                points=points,
            ),
        ),
        trends=trends(name, {"1987": (0.89, 0.26), "1988": (0.57, 0.26), "1989": (0.26, None)}),
        checks=(
            CheckRecord(
                key=f"{name}/{analysis}/pre_trends",
                outcome=name,
                analysis=analysis,
                name="pre_trends",
                verdict="passed",
                statistic=2.3,
                p_value=0.13,
                sentence="No difference in how log_scrap moved in treated and comparison units "
                "before treatment was found (p = 0.13); the largest difference, 1 period before "
                "treatment began, was 0.2, so the test may have missed differences of that size, "
                "and it cannot show that the groups would have stayed alike without the "
                "programme.",
            ),
        ),
        findings=(
            FindingRecord(
                id="time-recorded",
                severity="critical",
                status="met",
                what="Every row says when it was observed.",
                why="A row without its time is neither before nor after.",
                columns=("year",),
                n_checked=471,
                n_unexpected=None,
            ),
            FindingRecord(
                id="sex-code",
                severity="warning",
                status="not_applicable",
                what="Sex is recorded by its code list.",
                why="Results by sex leave out rows with other codes.",
                columns=("sex",),
                n_checked=0,
                n_unexpected=None,
            ),
        ),
        changes=(ChangeRecord(rule="rename", column="firm", changed=0, detail="was 'fcode'"),),
        grades=(grade(name, analysis, 3, 3),),
        versions={"python": "3.11", "evalcap": "0.1.0"},
    )


def supported_work() -> Evidence:
    """Make evidence like that on trainees: several methods beside a randomised comparison."""
    name = "earnings"
    numbers = {
        "doubly_robust": (1865.6, 601.6, 3129.6),
        "ipw": (1818.6, 551.6, 3085.5),
        "regression": (1415.8, 180.8, 2650.7),
        "unadjusted": (3621.2, 2426.0, 4816.5),
        "experimental": (1529.2, 131.1, 2927.3),
    }
    return Evidence(
        subject=subject("benchmark", slug="supported-work", programme="reintegration"),
        created=date(2024, 8, 1),
        sources=(source(),),
        design=design(),
        outcomes=(
            Outcome(
                name=name,
                label="Yearly earnings",
                unit="US dollars",
                better="higher",
                primary=True,
                smallest_effect=500,
            ),
        ),
        analyses=tuple(
            AnalysisRecord(
                name=n,
                outcome=name,
                estimator="two_period",
                primary=n == "doubly_robust",
                experimental=n == "experimental",
                options={"method": n if n != "experimental" else "unadjusted", "covariates": "age"},
                note="Not the published 1,794." if n == "experimental" else "",
            )
            for n in numbers
        ),
        estimates=tuple(
            estimate(name, n, *v, primary=n == "doubly_robust") for n, v in numbers.items()
        ),
        trends=trends(name, {"1975": (1532.1, 13650.8), "1978": (6349.1, 14846.7)}),
        grades=(grade(name, "doubly_robust", 1, 3),),
    )


def demonstration() -> Evidence:
    """Make evidence of simulated data, with the truth, groups and tags."""
    name = "detections"
    return Evidence(
        subject=subject(
            "demonstration",
            slug="document-checks-demo",
            title="Document scanners",
            programme="document_verification",
        ),
        created=date(2024, 8, 1),
        sources=(source(),),
        design=design(unit="border_post", unit_is="place", cluster="region"),
        outcomes=(
            Outcome(
                name=name,
                label="Documents detected",
                unit="detections a month",
                better="higher",
                primary=True,
                target=3,
                sdg=("16.9",),
                dac=("effectiveness", "impact"),
            ),
        ),
        analyses=(
            AnalysisRecord(name="group_time", outcome=name, estimator="group_time", primary=True),
        ),
        estimates=(estimate(name, "group_time", 3.63, 1.79, 5.47, primary=True),),
        disaggregations=(
            _group(name, "Country A", (3.5, 1.7, 5.4)),
            _group(name, "Country B", None, "fewer than 10 units in one arm"),
        ),
        grades=(grade(name, "group_time", None, None),),
        contribution=Contribution(
            objectives=(4, 11), actions=("4(b)",), principles=("f",), sdg=("16.9",)
        ),
        truth={"overall": 3.59},
    )


def _point(at: int, value: float, std_error: float | None) -> PointRecord:
    reach = [None, None] if std_error is None else [value - std_error * 2, value + std_error * 2]
    wide = [None, None] if std_error is None else [value - std_error * 3, value + std_error * 3]
    return PointRecord(
        at=at,
        label=f"{at:+d}" if at else "0",
        point=value,
        std_error=std_error,
        conf_low=reach[0],
        conf_high=reach[1],
        uniform_low=wide[0],
        uniform_high=wide[1],
    )


def trends(
    outcome: str, means: dict[str, tuple[float | None, float | None]]
) -> tuple[TrendRecord, ...]:
    """Make the means of both arms, treated and comparison, by the name of a period."""
    return tuple(
        TrendRecord(
            outcome=outcome,
            arm=arm,
            time=float(label) if label.isdigit() else float(place),
            label=label,
            mean=mean,
            n_units=50 if mean is not None else "<10",
        )
        for place, (label, pair) in enumerate(means.items())
        for arm, mean in zip(("treated", "comparison"), pair, strict=True)
    )


def _group(
    outcome: str, level: str, numbers: tuple[float, float, float] | None, reason: str = ""
) -> SubgroupRecord:
    point, low, high = numbers or (None, None, None)
    return SubgroupRecord(
        key=f"{outcome}/group_time/country={level}",
        outcome=outcome,
        analysis="group_time",
        by="country",
        level=level,
        n_units=32 if numbers else "<10",
        point=point,
        conf_low=low,
        conf_high=high,
        reason=reason,
    )


def lesson(**more: Any) -> Lesson:
    """Make a lesson."""
    facts: dict[str, Any] = {
        "id": "start-early",
        "title": "Begin before the season",
        "context": "Posts with seasonal traffic",
        "cause": "Officers are free to learn in winter",
        "effect": "More of them finished",
        "therefore": "Train in winter",
        "polarity": "positive",
        "evidence": ("score/main",),
    }
    return Lesson(**facts | more)


def lessons_on(evidence: Evidence) -> Lessons:
    """Make the same lessons on the first estimate of a study."""
    return some_lessons(evidence=(evidence.estimates[0].key,))


def some_lessons(**more: Any) -> Lessons:
    """Make lessons, one of them restricted, each with a recommendation."""
    cited = {"evidence": more["evidence"]} if "evidence" in more else {}
    secret = lesson(id="secret", title="A weakness of one post", sensitivity="restricted", **cited)
    answered = Response(response="accepted", owner="Training unit", due=date(2025, 3, 31))
    return Lessons(
        lessons=(lesson(**more), secret),
        recommendations=(
            Recommendation(
                id="r1", text="Move courses to winter.", lessons=("start-early",), response=answered
            ),
            Recommendation(id="r2", text="Close the gap at that post.", lessons=("secret",)),
        ),
    )
