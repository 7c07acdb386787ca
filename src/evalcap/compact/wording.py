"""The phrases of exports, beside those that they share with reports."""

import tomllib
from functools import cache
from importlib.resources import files

from evalcap.words import Catalogue, catalogue
from evalcap.words.catalogue import flat


@cache
def exchange_words() -> Catalogue:
    """Read the phrases; exports are written in English."""
    text = (files(__package__) / "exchange.toml").read_text(encoding="utf-8")
    return Catalogue("en", {**catalogue("en").phrases, **dict(flat(tomllib.loads(text)))})
