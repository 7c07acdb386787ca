"""What can be taken elsewhere from all studies together."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from evalcap.compact.annex import annex_page
from evalcap.compact.exchange_page import exchange_page
from evalcap.compact.hxl import hxl_csv
from evalcap.compact.observations import observations
from evalcap.compact.register_model import Register
from evalcap.compact.sdmx import sdmx_csv
from evalcap.compact.workbook import register_xlsx
from evalcap.portfolio import Portfolio
from evalcap.rendering.conversion import word_from_html

_NO_STUDY = date(1980, 1, 1)


def summary_files(portfolio: Portfolio, register: Register, style: str) -> Mapping[str, bytes]:
    """Make the annex, the workbook, the tables of effects and the page that lists them.

    Parameters
    ----------
    portfolio
        What was published; only listed studies are in the files, the page names the others too.
    register
        Lessons and recommendations.
    style
        Style sheet of the pages.

    Returns
    -------
    mapping
        File name to content.
    """
    effects = observations(portfolio.listed)
    annex = annex_page(portfolio, style)
    newest = max((entry.evidence.created for entry in portfolio.entries), default=_NO_STUDY)
    # Pandoc takes a second for each hundred studies, in a process of its own.
    with ThreadPoolExecutor(max_workers=1) as aside:
        word = aside.submit(word_from_html, annex, made=newest)
        return {
            "exchange.html": exchange_page(portfolio, style).encode(),
            "review-annex.html": annex.encode(),
            "lessons.xlsx": register_xlsx(register, effects),
            "effects-hxl.csv": hxl_csv(effects).encode(),
            "effects-sdmx.csv": sdmx_csv(effects).encode(),
            "review-annex.docx": word.result(),
        }
