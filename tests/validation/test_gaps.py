import numpy as np
import pandas as pd
import pytest

from evalcap.dataset.standard import ChangeLog, StandardDataset, Structure
from evalcap.sources.reasons import Reason
from evalcap.validation import validate
from evalcap.validation.gaps import shown_reasons
from evalcap.validation.page import findings_page


@pytest.fixture
def checked():
    """Forty rows; the score is missing in 12: 7 refused, 3 not asked, 2 without a reason."""
    frame = pd.DataFrame({"officer": [f"O{i}" for i in range(40)], "wave": 1, "score": 50.0})
    frame.loc[:11, "score"] = np.nan
    reasons = (
        Reason("98", "refused", np.arange(7)),
        Reason(".b", "", np.arange(7, 10)),
    )
    data = StandardDataset(
        frame, ChangeLog(), "training", Structure("officer", "wave"), {"score": reasons}
    )
    return validate(data, suite="training", columns={"outcome": "score"})


def test_missing_cells_are_counted_by_their_declared_reason(checked):
    found = {f.id: f for f in checked.findings}
    assert found["outcome-recorded"].n_unexpected == 12
    assert found["outcome-recorded"].reasons == {"refused": 7, ".b": 3}
    assert found["score-in-range"].reasons == {}


def _counted(least):
    return lambda n: f"<{least}" if n < least else n


def test_the_page_shows_reasons(checked):
    counts = {f.id: {"n_checked": f.n_checked, "n_unexpected": 12} for f in checked.findings}
    reasons = {f.id: f.reasons for f in checked.findings}
    page = findings_page(checked, title="Scores", counts=counts, reasons=reasons)
    assert "Declared reasons: refused: 7, .b: 3." in page


def test_no_number_is_shown_if_another_could_be_found_from_it(checked):
    (found,) = [f for f in checked.findings if f.id == "outcome-recorded"]
    # Of 12, 7 and 3 are declared: the 2 without a reason would be what is left.
    assert shown_reasons(found, _counted(3)) == {"refused": "withheld", ".b": "withheld"}
    assert shown_reasons(found, _counted(2)) == {"refused": 7, ".b": 3}
