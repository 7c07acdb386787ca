"""Join the three samples and make one row for each person and year."""

import pandas as pd

from evalcap.sources import Source

# The files' names, and what a reader can make of them.
NAMES = {
    "educ": "years_of_schooling",
    "hisp": "hispanic",
    "marr": "married",
    "nodegree": "without_degree",
    "re74": "earnings_in_1974",
}
COVARIATES = ["age", "black", *NAMES.values()]
# The first year observed after training; people entered the programme from 1975 to 1977.
FIRST_YEAR_AFTER = 1978


def prepare(sources: dict[str, Source]) -> pd.DataFrame:
    """Name the sample of each person and stack earnings of 1975 and 1978.

    The files hold single-precision numbers: they are cast before anything is computed.
    """
    nsw, cps = sources["nsw"].frame, sources["cps"].frame
    lottery = nsw["treat"].map({1: "trainee", 0: "randomised"})
    people = pd.concat([nsw.assign(sample=lottery), cps.assign(sample="cps")], ignore_index=True)
    people = people.rename(columns=NAMES)
    numbers = [*COVARIATES, "re75", "re78"]
    people[numbers] = people[numbers].astype("float64")
    people["person"] = people["sample"] + "-" + (people.index + 1).astype(str)
    trained = people["sample"].eq("trainee")
    people["treated_from"] = trained.map({True: FIRST_YEAR_AFTER, False: float("nan")})
    keep = ["person", "sample", "treated_from", *COVARIATES]
    waves = [
        people[keep].assign(year=y, earnings=people[c]) for y, c in ((1975, "re75"), (1978, "re78"))
    ]
    return pd.concat(waves, ignore_index=True)
