import pytest

from evalcap.diagnostics.words import count_words, number_words, p_words, percent_words


@pytest.mark.parametrize(
    ("p", "words"),
    [(0.0, "p < 0.001"), (0.00099, "p < 0.001"), (0.0421, "p = 0.042"), (1.0, "p = 1.000")],
)
def test_a_p_value_is_never_said_to_be_zero(p: float, words: str) -> None:
    assert p_words(p) == words


@pytest.mark.parametrize(
    ("value", "words"), [(1.4224, "1.42"), (-0.02791, "-0.0279"), (1234.6, "1,235"), (0.0, "0")]
)
def test_numbers_are_said_with_three_figures_and_large_ones_in_full(
    value: float, words: str
) -> None:
    assert number_words(value) == words


@pytest.mark.parametrize(("n", "words"), [(3, "fewer than 10"), (10, "10"), (1200, "1,200")])
def test_small_counts_are_said_only_as_small(n: int, words: str) -> None:
    assert count_words(n) == words


def test_shares_are_said_in_whole_per_cent() -> None:
    assert percent_words(0.1423) == "14%"
