import numpy as np

from evalcap.privacy.sharing.diversity import Diversity
from evalcap.privacy.sharing.risk import SharingRisk, Suggestion


def risk(**changes):
    facts = {
        "quasi_identifiers": ("sex", "age"),
        "k": 2,
        "k_asked": 5,
        "n_persons": 480,
        "n_under": 14,
        "diversity": {"status": Diversity(2, 1.75), "income": Diversity(3, 2.5)},
        "combinations": (("age",), ("sex", "site")),
        "suggestions": (Suggestion("age", "age in bands of 10", 6, 0),),
        "under": np.zeros(3, bool),
    }
    return SharingRisk(**facts | changes)


def test_it_reads_as_sentences():
    assert str(risk()).splitlines() == [
        "Each combination of sex, age is shared by 2 or more of 480 persons, fewer than 5.",
        "Of status, those who share one have at least 2 values (1.8 by entropy).",
        "Of income, those who share one have at least 3 values (2.5 by entropy).",
        "Persons under it: 14. Singled out by: age; sex with site.",
        "What would help: age in bands of 10: k = 6, 0 persons under it.",
    ]


def test_the_least_diverse_column_counts():
    assert risk().l == 2
    assert risk(diversity={}).l is None


def test_which_records_stand_out_is_not_shown():
    assert ", under=" not in repr(risk())
    assert "array" not in repr(risk())
