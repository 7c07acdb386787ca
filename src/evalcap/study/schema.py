"""Publish the form of study.toml, lessons.toml, translations and what is made as JSON Schemas.

`python -m evalcap.study.schema docs/schemas` writes them anew.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from evalcap.compact.register_model import Register
from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.study.plan import Plan
from evalcap.translations import Translation

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
MODELS: Final[Mapping[str, type[BaseModel]]] = {
    "evidence": Evidence,
    "lessons": Lessons,
    "register": Register,
    "study": Plan,
    "translation": Translation,
}


def schemas() -> dict[str, dict[str, Any]]:
    """Give the JSON Schema of each file, by file name."""
    return {
        f"{name}.schema.json": {"$schema": DIALECT, **model.model_json_schema()}
        for name, model in MODELS.items()
    }


def write_schemas(folder: str | Path) -> list[Path]:
    """Write the schemas into a folder, and give their paths."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    files = []
    for name, schema in schemas().items():
        file = place / name
        file.write_text(json.dumps(schema, indent=1) + "\n", encoding="utf-8")
        files.append(file)
    return files


if __name__ == "__main__":
    for written in write_schemas(sys.argv[1] if len(sys.argv) > 1 else "docs/schemas"):
        sys.stdout.write(f"{written}\n")
