"""Time the site of many studies, from evidence files alone: portfolio.py [N_STUDIES].

The evidence files are synthetic: each is that of a demonstration in studies/, as large as a real
one, with another effect, programme, family, country and year. Each build is a process of its own,
as a scheduled one is; the later ones come after one study's evidence has changed. Writes
results-portfolio.md beside this file.
"""

import hashlib
import json
import random
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from machine import Taken, described, run

from evalcap.workspace.fingerprint import Fingerprint, Surroundings
from evalcap.workspace.layout import EVIDENCE, LESSONS, RECORD, Layout
from evalcap.workspace.product import Product
from evalcap.workspace.record import BuildRecord

MODEL = Path(__file__).parents[1] / "studies" / "document-checks-demo" / "accepted" / EVIDENCE
FAMILIES = {
    "training": ("learning", "confidence", "behaviour", "referral"),
    "document_verification": ("detection", "accuracy", "speed", "referral"),
    "reintegration": ("economic", "social", "psychosocial", "onward migration"),
}
OBJECTIVES = {"training": (11, 12), "document_verification": (4, 11), "reintegration": (16, 21)}
COUNTRIES = ("Country A", "Country B", "Country C", "Country D")
RESULTS = Path(__file__).with_name("results-portfolio.md")
LIMITS = (60, 5)  # seconds: from nothing, and after one study has changed
_CHANGES = 5
_MEGABYTE = 1_000_000


def main() -> None:
    """Write the evidence, build the site, then change one study and build again, some times."""
    n_studies = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    rng = random.Random(1)  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory(prefix="evalcap-portfolio-") as folder:
        layout = Layout(Path(folder))
        model = json.loads(MODEL.read_text(encoding="utf-8"))
        for place in range(n_studies):
            write_study(layout, place, evidence_of(model, place, rng), rng)
        size = sum(f.stat().st_size for f in layout.build.rglob(EVIDENCE)) / _MEGABYTE
        machine = described()
        first, later = build(layout), []
        for _ in range(_CHANGES):
            write_study(layout, 0, evidence_of(model, 0, rng), rng)
            later.append(build(layout))
        site = sum(f.stat().st_size for f in layout.site.rglob("*") if f.is_file()) / _MEGABYTE
    about = f"{n_studies} studies with {size:.0f} MB of evidence; the site has {site:.1f} MB."
    RESULTS.write_text("\n".join([*_head(about, machine), *_table(first, later)]) + "\n", "utf-8")
    print(f"Results: {RESULTS}")


def build(layout: Layout) -> Taken:
    """Make the site in a process of its own."""
    taken = run([sys.executable, "-m", "evalcap", "compact"], layout.root)
    if taken.code:
        sys.exit(taken.output)
    print(f"{taken.seconds:.1f} s, of which processors worked {taken.worked:.1f} s", flush=True)
    return taken


def _head(about: str, machine: str) -> list[str]:
    return [
        "# The site of many studies",
        "",
        f"`nox -s benchmark_portfolio` writes this page. {about}",
        "A build is a process of its own, from its start; processors work for it in two processes,",
        f"as Pandoc writes the Word document aside. {machine}",
        "",
    ]


def _table(first: Taken, later: list[Taken]) -> list[str]:
    seconds = first.seconds, median(taken.seconds for taken in later)
    worked = first.worked, median(taken.worked for taken in later)
    names = "from nothing", f"after one study changed, median of {len(later)}"
    rows = [
        f"| {name} | {took:.1f} | {work:.1f} | {limit} | {'yes' if took < limit else 'no'} |"
        for name, took, work, limit in zip(names, seconds, worked, LIMITS, strict=True)
    ]
    return [
        "| portfolio and site | seconds | processors worked | limit | kept |",
        "|---|---|---|---|---|",
        *rows,
        "",
        "`tests/site/test_changes.py` holds which files one study changes, and that whatever is",
        "kept of the last build is what would be made anew.",
    ]


def evidence_of(model: dict[str, Any], place: int, rng: random.Random) -> dict[str, Any]:
    """Make one study's evidence from the model."""
    found = json.loads(json.dumps(model))
    programme = list(FAMILIES)[place % len(FAMILIES)]
    point, half = rng.gauss(3, 2), rng.uniform(1, 4)
    year = 2015 + place % 10
    found["subject"] |= {
        "slug": f"study-{place:04}",
        "title": f"Synthetic study {place} of {programme.replace('_', ' ')}",
        "programme": programme,
        "role": "evaluation",
        "countries": [rng.choice(COUNTRIES)],
        "mode": rng.choice(("first_way", "second_way")),
        "period_start": f"{year}-01-01",
        "period_end": f"{year + rng.randint(0, 2)}-12-31",
    }
    found["outcomes"][0] |= {"family": rng.choice(FAMILIES[programme]), "compact": []}
    found["contribution"]["objectives"] = OBJECTIVES[programme]
    for estimate in found["estimates"]:
        estimate |= {"point": point, "std_error": half / 1.96}
        estimate |= {"conf_low": point - half, "conf_high": point + half}
    for grade in found["grades"]:
        grade["grade"] = rng.randint(1, 5)
    return found


def write_study(layout: Layout, place: int, evidence: dict[str, Any], rng: random.Random) -> None:
    """Write what a build leaves of a study: evidence, lessons, a report and the record."""
    slug = f"study-{place:04}"
    (layout.study(slug)).mkdir(parents=True, exist_ok=True)
    (layout.study(slug) / "study.toml").write_text("# built elsewhere\n", encoding="utf-8")
    lesson = {
        "id": "a-lesson",
        "title": f"What study {place} has taught",
        "context": "A synthetic study",
        "cause": "Chance",
        "effect": "A number",
        "therefore": "Measure time",
        "polarity": "null",
        "evidence": [evidence["estimates"][0]["key"]],
        "objectives": [rng.choice(OBJECTIVES[evidence["subject"]["programme"]])],
    }
    texts = {
        layout.evidence(slug) / EVIDENCE: json.dumps(evidence, indent=1),
        layout.evidence(slug) / LESSONS: json.dumps({"lessons": [lesson]}),
        layout.report(slug) / "index.html": "<!DOCTYPE html><title>A report</title>",
    }
    files = {}
    for file, text in texts.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        inside = file.relative_to(layout.build).as_posix()
        files[inside] = hashlib.sha256(text.encode()).hexdigest()
    around = Surroundings(templates={}, expectations={}, source={}, versions={})
    BuildRecord(
        built=datetime.now(tz=UTC),
        reasons=("for a measurement",),
        fingerprint=Fingerprint(inputs={}, surroundings=around),
        product=Product(files=files),
    ).write(layout.evidence(slug) / RECORD)


if __name__ == "__main__":
    main()
