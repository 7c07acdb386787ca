"""Derive when each firm was first trained from the year of its grant."""

import pandas as pd

from evalcap.sources import Source


def prepare(sources: dict[str, Source]) -> pd.DataFrame:
    """Add `treated_from`, the first year with a grant; missing for firms that never had one.

    The column `grant` marks the one year of the grant, so it returns to 0 the year after. The
    training it paid for does not go away: firms stay treated.
    """
    firms = sources["firms"].frame
    first_grant = firms.loc[firms["grant"] == 1].groupby("fcode")["year"].min()
    return firms.assign(treated_from=firms["fcode"].map(first_grant))
