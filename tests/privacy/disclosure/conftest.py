"""Small ledgers, made by hand."""

import pytest

from evalcap.privacy.disclosure import Cell, Ledger, Relation


@pytest.fixture
def one_way():
    """A total and its parts, all printed."""

    def made(*parts: int, **facts: object) -> Ledger:
        cells = [Cell(f"part {i + 1}", n, **facts) for i, n in enumerate(parts)]
        total = Cell("total", sum(parts))
        return Ledger([total, *cells], [Relation("total", tuple(c.key for c in cells))])

    return made
