"""Whether those who made a study have taken it back."""

from typing import Final

from evalcap.workspace.layout import Layout

MARK: Final = "withdrawn.toml"


def is_withdrawn(layout: Layout, slug: str) -> bool:
    """Whether the study's own folder holds the mark; the one place that knows what the mark is."""
    return (layout.study(slug) / MARK).is_file()
