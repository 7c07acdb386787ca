"""What can be taken elsewhere from all studies together."""

from collections.abc import Mapping

from evalcap.compact.editions import ENGLISH, Edition
from evalcap.compact.exchange_page import exchange_page
from evalcap.compact.hxl import hxl_csv
from evalcap.compact.observations import observations
from evalcap.compact.pages import compact_page
from evalcap.compact.register import register_csv, register_json, register_of
from evalcap.compact.sdmx import sdmx_csv
from evalcap.compact.templating import Style
from evalcap.compact.workbook import register_xlsx
from evalcap.portfolio import Portfolio


def machine_files(portfolio: Portfolio) -> Mapping[str, bytes]:
    """Make the register and the tables of effects, in English whatever the site is written in.

    Returns
    -------
    mapping
        File name to content; only listed studies are in the files.
    """
    register, effects = register_of(portfolio, ENGLISH.words), observations(portfolio.listed)
    return {
        "lessons.csv": register_csv(register).encode(),
        "lessons.json": register_json(register).encode(),
        "effects-hxl.csv": hxl_csv(effects).encode(),
        "effects-sdmx.csv": sdmx_csv(effects).encode(),
    }


def word_files(portfolio: Portfolio, style: Style, edition: Edition) -> Mapping[str, bytes]:
    """Make what people read: the summary, the workbook and the page that lists what there is.

    Parameters
    ----------
    portfolio
        What was published; only listed studies are in the files, the pages name the others too.
    style
        How the pages look.
    edition
        The language.

    Returns
    -------
    mapping
        File name to content.
    """
    words = edition.words
    register, effects = register_of(portfolio, words), observations(portfolio.listed)
    return {
        "index.html": compact_page(portfolio, style, edition).encode(),
        "exchange.html": exchange_page(portfolio, style, edition).encode(),
        "lessons.xlsx": register_xlsx(register, effects, words),
    }
