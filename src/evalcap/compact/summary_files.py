"""What can be taken elsewhere from all studies together."""

from collections.abc import Mapping

from evalcap.compact.exchange_page import exchange_page
from evalcap.compact.hxl import hxl_csv
from evalcap.compact.observations import observations
from evalcap.compact.register_model import Register
from evalcap.compact.sdmx import sdmx_csv
from evalcap.compact.workbook import register_xlsx
from evalcap.portfolio import Portfolio


def summary_files(portfolio: Portfolio, register: Register, style: str) -> Mapping[str, bytes]:
    """Make the workbook, the tables of effects and the page that lists what there is.

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
    return {
        "exchange.html": exchange_page(portfolio, style).encode(),
        "lessons.xlsx": register_xlsx(register, effects),
        "effects-hxl.csv": hxl_csv(effects).encode(),
        "effects-sdmx.csv": sdmx_csv(effects).encode(),
    }
