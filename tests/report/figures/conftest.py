"""Figures drawn from evidence made by hand, to be read back."""

import pytest
from matplotlib.figure import Figure

from evalcap.report.content.pictures import pictures_of
from evalcap.report.content.support import support_pictures
from evalcap.report.figures.style import house_style
from evalcap.words import catalogue


@pytest.fixture
def drawn():
    """Draw one figure of the first outcome."""

    def made(evidence, name, **outcome) -> Figure:
        seen = evidence.outcomes[0].model_copy(update=outcome)
        changed = evidence.model_copy(update={"outcomes": (seen,)})
        made_of = (changed, seen, 1, catalogue())
        pictures = {p.name: p for p in (*pictures_of(*made_of), *support_pictures(*made_of))}
        with house_style():
            return pictures[name].draw()

    return made


@pytest.fixture
def texts():
    """Read what is written in a figure."""

    def read(figure) -> list[str]:
        axes = figure.axes[0]
        return [t.get_text() for t in axes.texts] + [axes.get_title(loc="left"), axes.get_xlabel()]

    return read
