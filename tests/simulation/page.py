"""The measured coverage as a page of Markdown: `python page.py RESULTS.xml PAGE.md`."""

import json
import math
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cases import CASES, few_clusters

_ABOUT = """\
# Coverage

`nox -s simulate` writes this page. Programmes with a known effect are drawn anew and estimated
again and again (`tests/simulation/`); an interval of 95 % is to hold the known effect in 95 of 100
draws. All data here are simulated.

| column | what it says |
|---|---|
| holds | the share of intervals that hold the effect, with three Monte Carlo errors of 95 % |
| bias | mean distance from the effect, in standard errors of that mean: beyond 3 is no chance |
| errors | mean standard error by the standard deviation of estimates: below 1, too sure |

The session fails where a share is further below 95 % than the column allows, and where it is
further above, save for the jackknife and imputation, which are conservative by their own account.
With 80 lines, one in five runs has a bias beyond 3 by chance alone.
"""
_MANY = """\
## With 200 clusters

The synthetic control, which takes long to fit, with 40.
"""
_FEW = """\
## With few clusters

A programme without effect reaches forty per cent of the border posts, which differ in size and
share shocks. The conventional interval, two-period with the normal distribution, is too narrow; a
t distribution with one degree of freedom fewer than there are posts helps; the methods that
evalcap reports beside the conventional interval hold.
"""


def write_page(results: Path, page: Path) -> None:
    """Read what the tests recorded and write the page."""
    found = list(_recorded(results))
    if not found:
        message = f"{results} holds no recorded coverage"
        raise SystemExit(message)
    many = _in_order([one for one in found if not _is_of_few(one)], CASES)
    few = _in_order([one for one in found if _is_of_few(one)], few_clusters(10))
    parts = [_ABOUT, _MANY, _table(many), _FEW, _few_table(few)]
    page.write_text("\n".join(parts), encoding="utf-8")


def _recorded(results: Path) -> Iterable[dict[str, Any]]:
    for case in ET.parse(results).getroot().iter("testcase"):  # noqa: S314 - pytest wrote it
        for recorded in case.iter("property"):
            if recorded.attrib["name"] == "coverage":
                module = case.attrib["classname"].rpartition(".")[2]
                yield json.loads(recorded.attrib["value"]) | {"module": module}


def _in_order(found: list[dict[str, Any]], names: Iterable[str]) -> list[dict[str, Any]]:
    place = list(names)
    return sorted(found, key=lambda one: place.index(one["name"]))


def _is_of_few(one: dict[str, Any]) -> bool:
    return bool(one["module"] == "test_few_clusters")


def _table(found: list[dict[str, Any]]) -> str:
    head = "| estimator | clusters | draws | holds | bias | errors |\n|---|---|---|---|---|---|\n"
    lines = [
        f"| {one['name']} | {one['clusters']} | {one['repeats']} | {_share(one)} "
        f"| {_number(_bias(one))} | {_number(_errors(one), 2)} |\n"
        for one in found
    ]
    return head + "".join(lines)


def _few_table(found: list[dict[str, Any]]) -> str:
    by_name: dict[str, dict[int, str]] = {}
    for one in found:
        by_name.setdefault(one["name"], {})[one["clusters"]] = _share(one)
    counts = sorted({one["clusters"] for one in found})
    head = "| method | " + " | ".join(f"{n} clusters" for n in counts) + " |\n"
    rule = "|---" * (len(counts) + 1) + "|\n"
    lines = [
        f"| {name} | " + " | ".join(shares.get(n, "") for n in counts) + " |\n"
        for name, shares in by_name.items()
    ]
    return head + rule + "".join(lines)


def _share(one: dict[str, Any]) -> str:
    allowed = 3 * math.sqrt(0.95 * 0.05 / one["repeats"])
    return f"{100 * one['share']:.1f} % ± {100 * allowed:.1f}"


def _bias(one: dict[str, Any]) -> float:
    return one["bias"] / (one["spread"] / math.sqrt(one["repeats"])) if one["spread"] else math.nan


def _errors(one: dict[str, Any]) -> float:
    return one["std_error"] / one["spread"] if one["spread"] else math.nan


def _number(value: float, digits: int = 1) -> str:
    return "" if math.isnan(value) else f"{value:.{digits}f}"


if __name__ == "__main__":
    write_page(Path(sys.argv[1]), Path(sys.argv[2]))
