"""Scales on which effects are told."""

import pytest

from evalcap.words.scale import scale_for


@pytest.mark.parametrize("unit", ["log points", "log", "Logarithm of euros", "ln(USD)"])
def test_logarithms_are_told_in_per_cent(unit):
    scale = scale_for(unit, (-0.345,))
    assert scale.kind == "percent"
    # exp(-0.345041483) - 1, by hand
    assert scale.natural(-0.345041483) == pytest.approx(-29.18, abs=0.01)


@pytest.mark.parametrize("unit", ["catalogues", "logged cases", "dollars", ""])
def test_other_units_are_told_as_they_are(unit):
    scale = scale_for(unit, (2.0,))
    assert scale.kind == "plain"
    assert scale.natural(2.0) == 2.0


def test_shares_are_told_in_percentage_points():
    scale = scale_for("share", (0.05,))
    assert scale.kind == "percentage_points"
    assert scale.natural(0.05) == pytest.approx(5)


def test_percentages_differ_by_percentage_points():
    scale = scale_for("per cent", (5.0,))
    assert (scale.kind, scale.natural(5.0), scale.translates) == ("percentage_points", 5.0, False)


def test_logarithms_too_large_to_picture_stay_logarithms():
    assert scale_for("log points", (0.2, 9.0)).kind == "plain"
