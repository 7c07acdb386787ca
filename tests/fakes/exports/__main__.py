"""Write every export and its dirty twin, with a list of what was planted: FOLDER."""

import csv
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from exports.clean import TABLES
from exports.defects import Dirty
from exports.planting import EXPORTS, plant
from exports.study import write_study

HEADINGS = ("export", "kind", "column", "record", "reported_by", "repaired_by")


def main() -> None:
    """Write a workspace of studies, and planted.csv beside them."""
    root = Path(sys.argv[1])
    with (root / "planted.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for table, kind in EXPORTS:
            dirty, name = plant(table, kind), f"{table.replace('_', '-')}-{kind}"
            write_study(Dirty(TABLES[table]()), kind, root / "studies" / f"{name}-clean")
            write_study(dirty, kind, root / "studies" / f"{name}-dirty")
            writer.writerows(
                (name, p.kind, p.column, ", ".join(key), p.reported_by, p.repaired_by)
                for p in dirty.planted
                for key in p.keys
            )
    sys.stdout.write(f"Results: {root / 'planted.csv'} and {root / 'studies'}\n")


main()
