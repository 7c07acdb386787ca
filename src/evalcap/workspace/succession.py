"""Which study follows which, as their plans say."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from evalcap.workspace.layout import Layout
from evalcap.workspace.naming import study_names


def successors(layout: Layout) -> Mapping[str, str]:
    """Give for each study that a later cycle follows the name of that cycle.

    A study whose plan cannot be read follows none; building it says what is wrong.
    """
    named = {slug: _previous(layout.study(slug) / "study.toml") for slug in study_names(layout)}
    return {before: slug for slug, before in named.items() if before in named and before != slug}


def _previous(plan: Path) -> str:
    try:
        return str(tomllib.loads(plan.read_text(encoding="utf-8-sig")).get("previous_cycle", ""))
    except (OSError, ValueError):
        return ""
