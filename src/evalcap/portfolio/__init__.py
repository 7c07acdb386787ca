"""Many studies together: what counts as evidence, what it adds up to, and where there is none."""

from evalcap.portfolio.entry import LISTED, Entry, Learnt
from evalcap.portfolio.portfolio import Portfolio

__all__ = ["LISTED", "Entry", "Learnt", "Portfolio"]
