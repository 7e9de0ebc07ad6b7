"""Forms of the practice room, one module a subject."""

from fanlight.web.practice.forms.hypotheses import (
    HypothesisForm,
    MoveForm,
    NoteForm,
    ShareHypothesisForm,
)
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
    "HypothesisForm",
    "LessonForm",
    "MoveForm",
    "NoteForm",
    "QuestionForm",
    "ShareForm",
    "ShareHypothesisForm",
    "TeamForm",
    "WindowForm",
    "WordBackForm",
]
