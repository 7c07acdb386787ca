"""Effects of several studies put together, by programme and family of outcomes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import numpy as np

from evalcap.evidence.model import Role
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.between_studies import restricted_likelihood
from evalcap.kernels.distribution import Interval
from evalcap.kernels.meta_analysis import Heterogeneity, Pooled, heterogeneity, pool
from evalcap.kernels.small_study import Asymmetry, egger_test
from evalcap.portfolio.effect import LeftOut, Reason, StudyEffect, effects_of, plain
from evalcap.portfolio.entry import LISTED
from evalcap.portfolio.moderators import Moderation, moderations
from evalcap.portfolio.portfolio import Portfolio

LEAST_STUDIES: Final = 3
LONGEST_NAME: Final = 160  # bytes, well below what file systems bear
# With fewer studies the check misses most of what it looks for.
LEAST_FOR_SMALL_STUDIES: Final = 10


@dataclass(frozen=True, slots=True)
class Group:
    """Studies whose effects belong together, whether or not they are enough.

    Attributes
    ----------
    role
        Evaluations, or demonstrations among themselves; never both.
    members
        One effect a study.
    left_out
        Effects that do not enter, and why.
    standardised
        Whether effects are in standard deviations, because their units differ.
    """

    role: Role
    programme: str
    family: str
    members: tuple[StudyEffect, ...]
    left_out: tuple[LeftOut, ...]
    standardised: bool

    @property
    def name(self) -> str:
        """A name for files and addresses."""
        name = plain(f"{self.role} {self.programme} {self.family}").replace(" ", "-")
        if len(name.encode()) <= LONGEST_NAME:
            return name
        # Cut short it might be another's name, too.
        return f"{name[: LONGEST_NAME // 4]}-{sha256(name.encode()).hexdigest()[:12]}"

    @property
    def unit(self) -> str:
        """What effects are measured in; empty where they are standardised."""
        return "" if self.standardised else self.members[0].outcome.unit

    @property
    def effect(self) -> FloatArray:
        """Effects, above zero where better, shape (n_studies,)."""
        return np.array([m.point(self._divisor(m)) for m in self.members])

    @property
    def std_error(self) -> FloatArray:
        """Their standard errors, shape (n_studies,)."""
        return np.array([m.std_error(self._divisor(m)) for m in self.members])

    @property
    def limits(self) -> FloatArray:
        """Their intervals as told to readers, shape (n_studies, 2)."""
        return np.array([m.limits(self._divisor(m)) for m in self.members])

    def _divisor(self, member: StudyEffect) -> float:
        return (member.outcome.std_dev or 1.0) if self.standardised else 1.0


@dataclass(frozen=True, slots=True)
class Synthesis:
    """What the studies of a group add up to.

    Attributes
    ----------
    group
        The studies.
    effect, std_error
        Of each study, in its order, shape (n_studies,).
    asymmetry
        Whether small studies tell another story; None with fewer than ten.
    moderations
        Whether effects differ by country, mode and duration.
    """

    group: Group
    effect: FloatArray
    std_error: FloatArray
    pooled: Pooled
    heterogeneity: Heterogeneity
    asymmetry: Asymmetry | None
    moderations: tuple[Moderation, ...]

    @property
    def mean(self) -> float:
        """The mean effect."""
        return float(self.pooled.coefficients[0])

    @property
    def interval(self) -> Interval:
        """Its 95 % interval."""
        return self.pooled.interval()


def groups(portfolio: Portfolio) -> tuple[Group, ...]:
    """Sort the latest cycles of a portfolio's studies by role, programme and family."""
    return tuple(group for role in LISTED for group in _groups(portfolio, role))


def _groups(portfolio: Portfolio, role: Role) -> Iterator[Group]:
    found: dict[tuple[str, str], list[StudyEffect]] = {}
    for entry in portfolio.current(role):
        for member in effects_of(entry):
            key = (entry.evidence.subject.programme, member.family)
            found.setdefault(key, []).append(member)
    for (programme, family), members in sorted(found.items()):
        yield _group(role, programme, family, members)


def _group(role: Role, programme: str, family: str, members: Sequence[StudyEffect]) -> Group:
    once = {m.entry.slug: m for m in reversed(members)}  # of several outcomes the plan's first
    standardised = len({m.unit for m in once.values()}) > 1
    reasons = [(m, _reason(m, once, standardised=standardised)) for m in members]
    return Group(
        role=role,
        programme=programme,
        family=family,
        members=tuple(m for m, reason in reasons if reason is None),
        left_out=tuple(LeftOut(m.entry, m.outcome, r) for m, r in reasons if r is not None),
        standardised=standardised,
    )


def _reason(
    member: StudyEffect, once: dict[str, StudyEffect], *, standardised: bool
) -> Reason | None:
    if once[member.entry.slug] is not member:
        return "second_outcome"
    if not member.has_limits:
        return "no_limits"
    return "no_spread" if standardised and not member.outcome.std_dev else None


def synthesise(group: Group) -> Synthesis | None:
    """Put the effects of a group together by random effects; None with fewer than three studies.

    The variance between studies is that of restricted maximum likelihood; the interval is that of
    Hartung and Knapp, never narrower than the one it corrects.
    """
    if len(group.members) < LEAST_STUDIES:
        return None
    effect, std_error = group.effect, group.std_error
    variance, design = std_error**2, np.ones((len(effect), 1))
    tau2 = restricted_likelihood(effect, variance, design)
    return Synthesis(
        group=group,
        effect=effect,
        std_error=std_error,
        pooled=pool(effect, variance, design, tau2),
        heterogeneity=heterogeneity(effect, variance, design, tau2),
        asymmetry=_asymmetry(effect, std_error),
        moderations=moderations(group.members, effect, variance),
    )


def _asymmetry(effect: FloatArray, std_error: FloatArray) -> Asymmetry | None:
    if len(effect) < LEAST_FOR_SMALL_STUDIES or np.ptp(std_error) <= 1e-9 * std_error.max():
        return None
    return egger_test(effect, std_error)
