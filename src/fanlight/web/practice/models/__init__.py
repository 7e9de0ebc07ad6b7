"""Rows of the practice room, one module a subject."""

from fanlight.web.practice.models.hypothesis import Hypothesis, HypothesisStep
from fanlight.web.practice.models.learning import (
    Forecast,
    ForecastInvitation,
    Lesson,
    PageShare,
    Question,
    WordBack,
)

__all__ = [
    "Forecast",
    "ForecastInvitation",
    "Hypothesis",
    "HypothesisStep",
    "Lesson",
    "PageShare",
    "Question",
    "WordBack",
]
