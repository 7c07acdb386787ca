"""Compare data with what is expected of them; the only user of Great Expectations."""

from evalcap.validation.finding import Finding, Validation
from evalcap.validation.stage import validate

__all__ = ["Finding", "Validation", "validate"]
