"""Demonstration data with a known truth, one generator a programme type.

Places and persons are invented codes; nothing here describes a real one.
"""

from evalcap.simulate.document_verification import simulate_document_verification
from evalcap.simulate.reintegration import simulate_reintegration
from evalcap.simulate.simulated import Simulated, Truth
from evalcap.simulate.training import simulate_training

__all__ = [
    "Simulated",
    "Truth",
    "simulate_document_verification",
    "simulate_reintegration",
    "simulate_training",
]
