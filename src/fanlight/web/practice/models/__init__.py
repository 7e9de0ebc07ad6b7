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
from fanlight.web.practice.models.near_miss import (
    NearMiss,
    NearMissBox,
    NearMissChange,
    NearMissQuestion,
    NearMissRedaction,
    NearMissTheme,
    PulseRound,
)
from fanlight.web.practice.models.noise import AuditAnswer, AuditInvitation, NoiseAudit, Vignette
from fanlight.web.practice.models.trial import (
    Trial,
    TrialClosing,
    TrialCount,
    TrialDecline,
    TrialDeparture,
)

__all__ = [
    "AuditAnswer",
    "AuditInvitation",
    "ExerciseAnswer",
    "Forecast",
    "ForecastInvitation",
    "GuardSwitch",
    "Hypothesis",
    "HypothesisStep",
    "Lesson",
    "NearMiss",
    "NearMissBox",
    "NearMissChange",
    "NearMissQuestion",
    "NearMissRedaction",
    "NearMissTheme",
    "NoiseAudit",
    "PageShare",
    "PulseRound",
    "Question",
    "Trial",
    "TrialClosing",
    "TrialCount",
    "TrialDecline",
    "TrialDeparture",
    "Vignette",
    "WordBack",
]
