"""Triple difference: the effect on those a programme is for, less that on those it is not for."""

from collections.abc import Sequence
from dataclasses import replace

from evalcap.dataset import Panel
from evalcap.dataset.number import column_names
from evalcap.estimate import Estimate
from evalcap.estimators.eligibility import TARGET, four_groups, require_eligibility
from evalcap.estimators.period import find_span
from evalcap.estimators.two_period import WORDS, choose_method, redundant_note
from evalcap.estimators.two_period_sample import TwoPeriodSample, draw_two_periods
from evalcap.kernels.arrays import BoolArray
from evalcap.kernels.contrasts import Method
from evalcap.kernels.triple import spread_over, triple_difference

ESTIMAND = "ATT on eligible units"
_POOLED = (
    "Places with several starting periods stand together: eligible and ineligible units must "
    "differ alike over all of them. estimate_group_time_triple_difference compares each by itself."
)


def estimate_triple_difference(
    panel: Panel,
    *,
    eligible: str,
    before: object,
    after: object,
    method: Method | None = None,
    covariates: Sequence[str] = (),
) -> Estimate:
    """Estimate the ATT on eligible units, with ineligible ones in the same places as a check.

    The change of eligible units where the programme came, less that where it did not, less the
    same difference for ineligible units. What the programme does not do, but its place does, to
    both kinds alike drops out: trends of treated and other places may differ, as long as they
    differ alike for eligible and ineligible units with the same covariates.

    The eligible units where the programme came are compared with each of the other three groups,
    made like them in covariates; adjusting each of the two double differences for its own units
    would compare different people. With `unit=None` rows are repeated cross-sections. Weights and
    covariates take their value in the period `before`, or the row's own in cross-sections.

    Parameters
    ----------
    eligible
        Column with 1 for whom the programme is meant and 0 for others, the same in every row of
        a unit. `treated_from` says for both kinds when the programme came to their place.
    before, after
        Two periods of the data, as values of the time column.
    method
        How the groups are made comparable; doubly robust by default with covariates.
    covariates
        Columns that differ between the groups and may shape the trend.

    Returns
    -------
    The ATT in units of the outcome; influence summed within clusters, divided by n, normal
    distribution. Without covariates equal to the saturated regression's coefficient.

    Raises
    ------
    DesignError
        If the effect is not identified in this sample.

    References
    ----------
    Ortiz-Villavicencio, M. and Sant'Anna, P. H. C. (2025). Better understanding triple differences
    estimators. arXiv:2505.09942. Olden, A. and Moen, J. (2022). The triple difference estimator.
    Econometrics Journal 25(3), 531-553.
    """
    names = column_names(covariates)
    chosen = choose_method(method, names)
    span = find_span(panel, before=before, after=after)
    require_eligibility(panel, eligible)
    drawn = draw_two_periods(panel, span, (eligible, *names))
    groups = _groups(drawn)
    target = groups.pop(TARGET)
    sample = replace(drawn, treated=target, covariates=drawn.covariates[:, 1:])
    found = [
        sample.compare(
            target | group, method=chosen, names=names, cell=f"the comparison with {kind}"
        )
        for kind, group in groups.items()
    ]
    pairs = zip(found, groups.values(), strict=True)
    return sample.estimate(
        triple_difference([spread_over(c.contrast, target | group) for c, group in pairs]),
        estimand=ESTIMAND,
        estimator=f"triple difference, {WORDS[chosen]}",
        notes=(
            *redundant_note(sorted({name for c in found for name in c.dropped})),
            *_lone_notes(sample, groups),
            *_pooled_note(drawn),
        ),
    )


def _groups(drawn: TwoPeriodSample) -> dict[str, BoolArray]:
    """Mark the four groups, each there in every period."""
    treated, is_eligible = drawn.treated, drawn.covariates[:, 0] == 1
    for period in drawn.periods:
        four_groups(treated[period], ~treated[period], is_eligible[period])
    return four_groups(treated, ~treated, is_eligible)


def _lone_notes(sample: TwoPeriodSample, groups: dict[str, BoolArray]) -> tuple[str, ...]:
    notes = [
        sample.lone_notes(sample.treated | group, "In one of the comparisons")
        for group in groups.values()
    ]
    return tuple(dict.fromkeys(note for some in notes for note in some))


def _pooled_note(drawn: TwoPeriodSample) -> tuple[str, ...]:
    sides = (drawn.treated_from[drawn.treated], drawn.treated_from[~drawn.treated])
    return (_POOLED,) if any((side != side[0]).any() for side in sides) else ()
