"""The fifteen rules of data_rules/rules.yaml as plain pandas masks, one truth value a row."""

from collections.abc import Iterator

import pandas as pd

_NORMAL = 1.4826
_SPREADS = 8
_MOST_GAP = 0.2


def masks(frame: pd.DataFrame) -> Iterator[tuple[str, pd.Series]]:
    """Give, rule by rule, which rows do not meet it, shape (n_rows,)."""
    yield "unit-recorded", frame["officer"].isna()
    yield "score-recorded", frame["score"].isna()
    limits = {"score": (0, 100), "age": (0, 110), "attendance": (0, 1), "satisfaction": (1, 5)}
    names = ("score-in-range", "age-plausible", "attendance-in-range", "satisfaction-in-range")
    for name, (column, (low, high)) in zip(names, limits.items(), strict=True):
        yield name, frame[column].notna() & ~frame[column].between(low, high)
    lists = {
        "sex": ["female", "male", "other", "not_stated"],
        "line": ["first", "second", "forensic"],
        "timepoint": ["baseline", "pre", "post", "followup_3m", "followup_6m", "followup_12m"],
    }
    for column, codes in lists.items():
        yield f"{column}-code", frame[column].notna() & ~frame[column].isin(codes)
    yield "keys-unique", frame.duplicated(["officer", "wave"], keep=False)
    yield "training-dates-in-order", frame["training_end"] < frame["training_start"]
    first = frame.groupby("officer")["sex"].transform("first")
    yield "sex-constant", frame["sex"].notna() & (frame["sex"] != first)
    ordered = frame.sort_values(["officer", "wave"])
    step = ordered.groupby("officer")["wave"].diff()
    yield "waves-without-gaps", (step > 1).reindex(frame.index)
    usual = frame.groupby("wave")["score"].transform("median")
    distance = (frame["score"] - usual).abs()
    spread = _NORMAL * distance.groupby(frame["wave"]).transform("median")
    yield "score-usual", distance > _SPREADS * spread
    missing = frame["score"].isna()
    by = missing.groupby(frame["enumerator"])
    n, lacking = by.transform("size"), by.transform("sum")
    elsewhere = (missing.sum() - lacking) / (len(frame) - n)
    yield "score-missing-alike", missing & (lacking / n - elsewhere > _MOST_GAP)
