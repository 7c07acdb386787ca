"""Estimators: a panel in, an estimate out."""
