"""How strong the evidence is that a lesson rests on."""

from evalcap.evidence import Evidence
from evalcap.lessons import Lesson
from evalcap.words import Catalogue, read_finding
from evalcap.words.names import series


def strength(lesson: Lesson, evidence: Evidence, words: Catalogue) -> str:
    """Say the grades of the primary estimates that a lesson cites; only these have one."""
    cited = (evidence.estimate(key) for key in lesson.evidence)
    primary = (estimate for estimate in cited if estimate is not None and estimate.primary)
    told = (read_finding(evidence, estimate, words).grade for estimate in primary)
    return series(dict.fromkeys(told), words) or words.say("grade.ungraded")
