"""Errors of estimators and checks: the design is not identified in this sample."""

from collections.abc import Collection, Mapping, Sequence

from evalcap.errors.root import EvalcapError, preview, quoted


class DesignError(EvalcapError):
    """The data cannot answer the question asked of this method."""


class OptionError(DesignError):
    """An option has a value that it does not take."""

    def __init__(self, option: str, given: object, allowed: Collection[object]) -> None:
        super().__init__(
            f"{option}={given!r} is not an option.",
            needed=f"`{option}` takes one of: {quoted(allowed, 20)}.",
            do="Choose one of these.",
        )


class NoComparisonError(DesignError):
    """No unit can serve as comparison.

    Parameters
    ----------
    comparison
        The option by which units compare, for estimators that have it.
    """

    def __init__(self, comparison: str | None = None) -> None:
        how = f" with comparison={str(comparison)!r}" if comparison else ""
        add = "units that are never treated or treated later, seen in the same periods"
        # Who is never treated is not yet treated either: only the wider choice can help.
        only_never = comparison == "never_treated"
        wider = "Use comparison='not_yet_treated' if its assumption holds here, or add"
        first = f"{wider if only_never else 'Add'} {add}."
        super().__init__(
            f"No unit can serve as comparison{how}.",
            needed="A treatment effect needs units that are not treated at the same time.",
            do=f"{first} If a code such as 0 means never in the starts of treatment, name it with "
            "`never`.",
        )


class NoTreatedError(DesignError):
    """No unit becomes treated where its change can be seen."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"No treated unit can be used: {reason}.",
            needed="At least one unit that is observed before and after its treatment begins.",
            do="Check `treated_from` and the periods that the data cover.",
        )


class EligibilityError(DesignError):
    """A column does not say of each unit whether a programme is meant for it."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Column {name!r} does not say once for each unit whether it is eligible.",
            needed="1 for whom the programme is meant, 0 for others, the same in all of a "
            "unit's rows.",
            do="Recode the column; a person who becomes eligible later needs another design.",
        )


class MissingKindsError(DesignError):
    """A triple difference lacks some of its four groups."""

    def __init__(self, kinds: Collection[str]) -> None:
        super().__init__(
            f"No unit that can be used is {preview(list(kinds))}.",
            needed="A triple difference compares eligible units that become treated with "
            "ineligible ones in the same places, and with both kinds elsewhere.",
            do="Check the column of eligibility and `treated_from`, which must say for ineligible "
            "units too when the programme came to their place.",
        )


class EmptySampleError(DesignError):
    """No row is left to estimate on."""

    def __init__(self, reasons: str) -> None:
        super().__init__(
            f"No row is left to estimate on ({reasons}).",
            needed="Rows with an outcome and all covariates.",
            do="Check the outcome and covariates for missing cells, and `where` for its values.",
        )


class PeriodError(DesignError):
    """Periods named in a call are not in the data, or not where they have to be."""

    def __init__(self, given: Mapping[str, object], observed: Collection[object]) -> None:
        named = " and ".join(f"{option}={value!r}" for option, value in given.items())
        super().__init__(
            f"{named} {'is not a period' if len(given) == 1 else 'are no periods'} of the data.",
            needed=f"The data cover: {preview(observed, 12)}.",
            do=f"Name one of these as {' and one as '.join(f'`{option}`' for option in given)}.",
        )


class OverlapError(DesignError):
    """Covariates separate the treated from the comparison units."""

    def __init__(self, cell: str) -> None:
        super().__init__(
            f"In {cell} the covariates separate treated from comparison units perfectly, all of "
            "them or some.",
            needed="Overlap: treated units need comparison units with similar covariates.",
            do="Use fewer covariates, method='regression', or a larger comparison group.",
        )


class CollinearComparisonError(DesignError):
    """Covariates do not vary enough among comparison units to predict their change."""

    def __init__(self, cell: str, n_comparison: int) -> None:
        super().__init__(
            f"In {cell} a covariate is redundant among the {n_comparison} comparison units.",
            needed="Regression and doubly robust methods predict the treated units' change from "
            "comparison units, which must vary in every covariate.",
            do="Drop the covariate, use method='ipw', or use comparison='not_yet_treated' for "
            "more comparison units.",
        )


class RefusedCellsError(DesignError):
    """An average needs cells whose effect is not identified."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        wrong = "\n".join(reason.splitlines()[0] for reason in reasons[:5])
        more = f"\nand {len(reasons) - 5} more" if len(reasons) > 5 else ""  # noqa: PLR2004 - a preview
        super().__init__(
            f"{len(reasons)} of the effects to be averaged cannot be estimated:\n{wrong}{more}",
            needed="An average over the others would be of other units than it says.",
            do="Use fewer covariates, method='unadjusted', or leave these cohorts out with "
            "`where`; `min_e` and `max_e` choose event times that avoid them.",
        )


class CollinearTermsError(DesignError):
    """A regressor of interest is a combination of fixed effects and other regressors."""

    def __init__(self, terms: Collection[str]) -> None:
        self.terms = tuple(terms)
        super().__init__(
            f"Cannot be estimated, as the fixed effects and other regressors determine "
            f"{'it' if len(terms) == 1 else 'them'}: {quoted(terms)}.",
            needed="Each regressor must vary beyond the fixed effects and the others.",
            do="Drop the redundant regressor, or choose a model without these fixed effects.",
        )


class ClusterError(DesignError):
    """There are too few clusters for a clustered standard error."""

    def __init__(self, n_clusters: int) -> None:
        super().__init__(
            f"There is {n_clusters} cluster in the estimation sample.",
            needed="A clustered standard error needs at least two clusters.",
            do="Cluster at a lower level, or report the estimate without inference.",
        )


class NoVariationError(DesignError):
    """Nothing varies that a standard error could be computed from."""

    def __init__(self) -> None:
        super().__init__(
            "The standard error cannot be computed: within the treated and within the comparison "
            "units nothing varies between clusters.",
            needed="At least two clusters (units, where no cluster is named) on one of the two "
            "sides, with outcomes that differ.",
            do="Cluster at a lower level, or add units; check that the outcome varies.",
        )


class NoStandardErrorsError(DesignError):
    """Once a regression is fitted, nothing is left to vary."""

    def __init__(self, model: str) -> None:
        super().__init__(
            f"The {model} model has no standard errors: once it is fitted, nothing varies between "
            "clusters or rows.",
            needed="An outcome that varies beyond the model, in more than two clusters.",
            do="Check the outcome, use fewer regressors, or cluster at a lower level.",
        )
