"""Figures of a report: one house style, drawn from evidence alone."""
