"""A million made-up records of officers with 40 columns, with a few defects in each of them."""

import numpy as np
import pandas as pd

N_COLUMNS = 40
_WAVES = 4
_DEFECT = 0.001


def draw(n_rows: int) -> pd.DataFrame:
    """Draw officers in four waves, shape (n_rows, 40), whose headers are those of a raw file."""
    rng = np.random.default_rng(20240501)
    row = np.arange(n_rows)
    officer, wave = row // _WAVES, row % _WAVES + 1
    trained = officer % 2 == 0
    test = np.datetime64("2024-01-15") + (90 * wave + officer % 28).astype("timedelta64[D]")
    frame = pd.DataFrame(
        {
            "Officer": pd.Series(officer).map("OFF-{:07d}".format),
            "Wave": wave,
            "Post": pd.Series(officer % 400).map("POST-{:03d}".format),
            "Sex": np.where(officer % 3 == 0, "F", "M"),
            "Age": 22.0 + officer % 40,
            "Line": np.where(officer % 5 == 0, "second", "first"),
            "Timepoint": np.array(["baseline", "pre", "post", "followup_3m"])[wave - 1],
            "Enumerator": pd.Series(officer % 97).map("ENU-{:02d}".format),
            "Score": rng.normal(55, 8, n_rows).round(1).clip(0, 100),
            "Attended, percent": 50.0 + officer % 51,
            "Trained from": np.where(trained, 3.0, np.nan),
            "Start": np.datetime64("2024-05-06") + np.zeros(n_rows, "timedelta64[D]"),
            "End": np.datetime64("2024-05-10") + np.zeros(n_rows, "timedelta64[D]"),
            "Test date": test,
            "Satisfaction": 1.0 + officer % 5,
        }
    )
    for name, wrong in (("Sex", "X"), ("Age", 999.0), ("Score", np.nan), ("Line", "third")):
        frame.loc[rng.random(n_rows) < _DEFECT, name] = wrong
    others = {
        f"Item {i:02d}": rng.integers(0, 5, n_rows).astype(float)
        for i in range(1, N_COLUMNS - frame.shape[1] + 1)
    }
    return frame.assign(**others)
