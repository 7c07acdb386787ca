"""The numbers behind a check that may be published, for the figure that shows them."""

from collections.abc import Callable, Mapping

from evalcap.dataset import Panel
from evalcap.diagnostics import Check
from evalcap.diagnostics.check import Fact
from evalcap.evidence.model import CheckRow
from evalcap.study.publication import Publication


def check_rows(check: Check, panel: Panel, publication: Publication) -> tuple[CheckRow, ...]:
    """Give the rows of a check that has a figure; none where either group is too small to show.

    A difference between the means of few people tells of each of them.
    """
    made = _ROWS.get(check.name)
    if made is None or _are_few(panel, publication):
        return ()
    return tuple(map(made, check.details))


def _are_few(panel: Panel, publication: Publication) -> bool:
    treated = int((panel.treated_from <= panel.periods[-1]).sum())
    groups = (treated, panel.n_units - treated)
    return publication.are_few(*(n for n in groups if n))


def _balance(fact: Fact) -> CheckRow:
    return CheckRow(
        label=str(fact["covariate"]),
        point=_number(fact, "normalised_difference"),
        conf_low=_number(fact, "conf_low"),
        conf_high=_number(fact, "conf_high"),
    )


def _sensitivity(fact: Fact) -> CheckRow:
    return CheckRow(
        at=_number(fact, "value"),
        conf_low=_number(fact, "conf_low"),
        conf_high=_number(fact, "conf_high"),
    )


def _number(fact: Fact, name: str) -> float | None:
    value = fact.get(name)
    return value if isinstance(value, float) else None


_ROWS: Mapping[str, Callable[[Fact], CheckRow]] = {
    "balance": _balance,
    "sensitivity": _sensitivity,
}
