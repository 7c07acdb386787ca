"""The ICAO strategy on the identification of travellers: its five elements."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

TripElement = Literal[
    "evidence_of_identity",
    "mrtds",
    "document_issuance_and_control",
    "inspection_systems_and_tools",
    "interoperable_applications",
]


@cache
def element_title(element: TripElement) -> str:
    """Give the title of an element of the strategy."""
    text = (files(__package__) / "trip.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["titles"][element])
