"""Synthetic difference-in-differences, synthetic control, and their plain counterpart."""

from evalcap.estimators.synthetic.estimator import estimate_synthetic

__all__ = ["estimate_synthetic"]
