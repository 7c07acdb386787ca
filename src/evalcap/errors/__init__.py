"""Every error a user can act on.

Each says what is wrong, what the method needs, and what to do. All descend from `EvalcapError`;
one module a stage, so that a stage raises only errors of its own module.
"""

from evalcap.errors.root import EvalcapError, count, number, preview

__all__ = ["EvalcapError", "count", "number", "preview"]
