"""Rows of the practice room, one module a subject."""

from fanlight.web.practice.models.guard import ExerciseAnswer, GuardSwitch
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
    "ExerciseAnswer",
    "Forecast",
    "ForecastInvitation",
    "GuardSwitch",
    "Hypothesis",
    "HypothesisStep",
    "Lesson",
    "PageShare",
    "Question",
    "WordBack",
]
