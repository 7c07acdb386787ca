"""From answers and counts to scores: reintegration, detection, learning."""

from evalcap.programmes.scoring.detection import score_detection
from evalcap.programmes.scoring.detection_yield import detection_yield
from evalcap.programmes.scoring.learning import score_learning
from evalcap.programmes.scoring.reintegration import score_reintegration

__all__ = ["detection_yield", "score_detection", "score_learning", "score_reintegration"]
