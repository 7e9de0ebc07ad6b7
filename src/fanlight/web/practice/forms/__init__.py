"""Forms of the practice room, one module a subject."""

from fanlight.web.practice.forms.learning import (
    ForecastForm,
    LessonForm,
    QuestionForm,
    ShareForm,
    TeamForm,
    WindowForm,
    WordBackForm,
)

__all__ = [
    "ForecastForm",
    "LessonForm",
    "QuestionForm",
    "ShareForm",
    "TeamForm",
    "WindowForm",
    "WordBackForm",
]
