"""A portfolio of simulated evaluations: all types of programme, several countries and cycles."""

from evalcap.simulate.portfolio.series import SimulatedStudy, simulated_studies
from evalcap.simulate.portfolio.writing import write_portfolio

__all__ = ["SimulatedStudy", "simulated_studies", "write_portfolio"]
