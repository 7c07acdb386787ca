"""Lessons, recommendations and the responses of management, each tied to evidence."""

from evalcap.lessons.model import Lesson, Recommendation, Response
from evalcap.lessons.register import Lessons

__all__ = ["Lesson", "Lessons", "Recommendation", "Response"]
