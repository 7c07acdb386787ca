"""The phrases of exports, beside those that they share with reports."""

import tomllib
from functools import cache
from importlib.resources import files

from evalcap.words import Catalogue, catalogue


@cache
def exchange_words() -> Catalogue:
    """Read the phrases; exports are written in English."""
    text = (files(__package__) / "exchange.toml").read_text(encoding="utf-8")
    own = {
        f"{section}.{key}": str(phrase)
        for section, phrases in tomllib.loads(text).items()
        for key, phrase in phrases.items()
    }
    return Catalogue("en", {**catalogue("en").phrases, **own})
