"""Forms of the practice room, one module a subject."""

from fanlight.web.practice.forms.guards import ExerciseForm, SwitchForm
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
    "ExerciseForm",
    "ForecastForm",
    "HypothesisForm",
    "LessonForm",
    "MoveForm",
    "NoteForm",
    "QuestionForm",
    "ShareForm",
    "ShareHypothesisForm",
    "SwitchForm",
    "TeamForm",
    "WindowForm",
    "WordBackForm",
]
