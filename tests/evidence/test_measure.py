"""What a unit says of how its numbers are told."""

import pytest

from evalcap.evidence.measure import measure_of


@pytest.mark.parametrize(
    ("unit", "measure"),
    [
        ("log points", "logarithm"),
        ("points de logarithme", "logarithm"),
        ("logaritmo de dólares", "logarithm"),
        ("proporción", "share"),
        ("Probabilité", "share"),
        ("points de  pourcentage", "percentage"),
        ("por ciento", "percentage"),
        ("catalogues", "plain"),
        ("share of officers", "plain"),
        ("", "plain"),
    ],
)
def test_logarithms_shares_and_percentages_are_known_in_each_language(unit, measure):
    assert measure_of(unit) == measure
