from typing import get_args

from evalcap.codelists.trip import TripElement, element_title


def test_the_strategy_has_five_elements_with_titles_of_their_own():
    titles = {element_title(element) for element in get_args(TripElement)}
    assert len(titles) == 5
    assert "Inspection systems and tools" in titles
