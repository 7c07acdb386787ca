"""The phrases of exports, beside those that they share with reports."""

import tomllib
from functools import cache
from importlib.resources import files

from evalcap.words import Catalogue
from evalcap.words.catalogue import flat, site_catalogue


@cache
def exchange_words() -> Catalogue:
    """Read the phrases; exports are written in English."""
    text = (files(__package__) / "exchange.toml").read_text(encoding="utf-8")
    return Catalogue("en", {**site_catalogue().phrases, **dict(flat(tomllib.loads(text)))})
