"""A small invented study: forty officers in two years, half of them trained in the second."""

PLAN = """
title = "Officers of two regions"
programme = "training"
commissioner = "none"
{more}

[[sources]]
name = "data"
path = "data.csv"
{source}

[design]
unit = "officer"
time = "year"
treated_from = "start"

[[outcomes]]
name = "score"
label = "Test score"
unit = "points"
better = "higher"
primary = true

[[analyses]]
name = "group_time"
outcome = "score"
estimator = "group_time"
primary = true
options = {{ method = "unadjusted" }}
"""
HEADER = "officer,year,score,start"


def written_plan(*, more: str = "", source: str = "") -> str:
    """Give the plan, with further lines at its head and for its source."""
    return PLAN.format(more=more, source=source)


def rows() -> list[str]:
    """Give a line for each officer and year; scores of those trained in 2025 rise by about 5."""
    return [
        f"{officer},{year},{50 + officer * year % 7 + 5 * (officer < 20 and year == 2025)},"
        f"{2025 if officer < 20 else ''}"
        for officer in range(40)
        for year in (2024, 2025)
    ]
