"""What is said about the protection of the people in the data: as findings and as evidence."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from evalcap.evidence.privacy import PrivacyRecord
from evalcap.privacy.counts import published_count
from evalcap.privacy.sharing import SharingRisk, assess_sharing
from evalcap.programmes import programme
from evalcap.study.plan import Plan
from evalcap.study.protecting import Protected
from evalcap.validation import Finding

_RECOGNISED: Final = "A direct identifier in data or results lets anybody recognise a person."
_TOGETHER: Final = "Who is alone with a combination can be recognised by those who know it."
_LEARNT: Final = "Where all who share a combination share a secret, it is none any more."


def privacy_findings(plan: Plan, protected: Protected, frame: pd.DataFrame) -> Iterator[Finding]:
    """Give the findings about direct identifiers, and about persons hidden among others.

    Parameters
    ----------
    frame
        The standard data.
    """
    privacy = plan.privacy
    yield Finding(
        id="privacy/direct_identifiers",
        severity="critical",
        status="met",  # undecided ones have stopped the study before
        what="Every column that points to persons by itself is dropped, replaced by pseudonyms or "
        "justified.",
        why=_RECOGNISED,
        columns=(*privacy.drop, *privacy.pseudonymise, *privacy.justified),
    )
    for one in protected.left_out:
        yield Finding(
            id=f"privacy/left_out/{one.file}/{one.column}",
            severity="info",
            status="unmet",
            what="Raw files hold no direct identifier that the study makes no use of; "
            f"{one.file}, {one.column!r} holds {one.what}.",
            why="It is taken over into nothing; the raw file itself still needs protection.",
            columns=(one.column,),
        )
    yield from _hidden(plan, frame)


def _hidden(plan: Plan, frame: pd.DataFrame) -> Iterator[Finding]:
    risk = _risk(plan, frame)
    columns = plan.privacy.quasi_identifiers or _marked(plan, frame)
    named = ", ".join(columns) or "the columns by which persons could be recognised together"
    what = f"As many persons as the study asks for share each combination of {named}."
    if risk is None:
        missing = "Not applicable: the study names no quasi_identifiers."
        yield Finding(
            "privacy/k_anonymity",
            "warning",
            "not_applicable",
            f"{what} {missing}",
            _TOGETHER,
            columns,
        )
        return
    met = risk.is_k_anonymous
    yield Finding(
        id="privacy/k_anonymity",
        severity="warning",
        status="met" if met else "unmet",
        what=what,
        why=_TOGETHER if met else f"{_TOGETHER} {_causes(risk)}",
        columns=columns,
        n_checked=len(frame),
        n_unexpected=int(risk.under.sum()),
        keys=_keys(plan, frame, risk),
        rows=tuple(np.flatnonzero(risk.under).tolist()),
    )
    for column, found in risk.diversity.items():
        yield Finding(
            id=f"privacy/l_diversity/{column}",
            severity="warning",
            status="met" if found.distinct > 1 else "unmet",
            what=f"Those who share a combination of {named} do not all share one {column}.",
            why=_LEARNT,
            columns=(*columns, column),
        )


def privacy_record(plan: Plan, protected: Protected, frame: pd.DataFrame) -> PrivacyRecord:
    """Record the settings that were used, and what they achieved."""
    privacy = plan.privacy
    settings = PrivacyRecord(
        dropped=privacy.drop,
        pseudonymised=privacy.pseudonymise,
        justified=privacy.justified,
        key=protected.key,
        kept_until=plan.retention.until,
    )
    risk = _risk(plan, frame)
    if risk is None:
        return settings
    # The fewest who share a combination are few people like others: their number is withheld.
    k = published_count(risk.k, plan.disclosure.min_cell)
    achieved = {"k": k, "l": risk.l, "k_asked": risk.k_asked}
    named = {"quasi_identifiers": privacy.quasi_identifiers, "sensitive": privacy.sensitive}
    return settings.model_copy(update={**named, **achieved})


def _risk(plan: Plan, frame: pd.DataFrame) -> SharingRisk | None:
    """Assess the standard data; None where the study names no quasi-identifiers."""
    asked = plan.privacy.quasi_identifiers
    if not asked or not {*asked, *plan.privacy.sensitive} <= set(frame.columns):
        return None
    return assess_sharing(
        frame,
        quasi_identifiers=asked,
        sensitive=plan.privacy.sensitive,
        person=plan.design.unit if plan.design.unit_is == "person" else None,
        k=plan.privacy.k,
        min_cell=plan.disclosure.min_cell,
    )


def _causes(risk: SharingRisk) -> str:
    """Say which columns single persons out, and what would help; no number of persons."""
    causes = "; ".join(" with ".join(columns) for columns in risk.combinations)
    advice = "; ".join(dict.fromkeys(suggestion.what for suggestion in risk.suggestions))
    return f"Singled out by: {causes}. What would help: {advice or 'fewer columns'}."


def _marked(plan: Plan, frame: pd.DataFrame) -> tuple[str, ...]:
    """Name the columns that the programme's schema marks as pointing to persons together."""
    schema = programme(plan.programme)
    known = {str(name): schema.column(str(name)) for name in frame.columns}
    return tuple(n for n, column in known.items() if column and column.identifies == "indirectly")


def _keys(plan: Plan, frame: pd.DataFrame, risk: SharingRisk) -> tuple[tuple[object, ...], ...]:
    """Give the keys of records that too few share, for the private list."""
    names = [name for name in (plan.design.unit, plan.design.time) if name is not None]
    return tuple(frame.loc[risk.under, names].itertuples(index=False, name=None))
