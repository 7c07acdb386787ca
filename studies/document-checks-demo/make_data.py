"""Draw the simulated data of this demonstration, and store the truth beside them.

Run from the study's folder: python make_data.py
"""

import json
from pathlib import Path

from evalcap.simulate import simulate_document_verification

SEED = 1


def main(folder: Path) -> None:
    """Write data/posts.csv and truth.json."""
    drawn = simulate_document_verification(seed=SEED, posts=96, months=24, regions=24, effect=4.0)
    (folder / "data").mkdir(exist_ok=True)
    drawn.frame.to_csv(folder / "data" / "posts.csv", index=False, date_format="%Y-%m-%d")
    truth = json.dumps(drawn.truth.to_dict(), indent=1)
    (folder / "truth.json").write_text(truth + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(__file__).parent)
