"""The designs that are drawn, and what is measured on them, shared by the tests here."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
