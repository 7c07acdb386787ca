"""Errors of checks: what was passed cannot be checked for this."""

from evalcap.errors.design import DesignError


class NotByEventTimeError(DesignError):
    """A path that does not count from the start of treatment has no "before"."""

    def __init__(self, by: str) -> None:
        super().__init__(
            f"This path gives effects by {by.replace('_', ' ')}.",
            needed="Differences before treatment are found on a path by event time.",
            do='Pass the group-time effects themselves, or `effects.aggregate("event_time")`.',
        )
