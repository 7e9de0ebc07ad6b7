"""What people do in the practice room. Each function is one transaction with its audit row."""

from fanlight.web.practice.actions.guards import answer_exercise, forget_exercises, switch_guard
from fanlight.web.practice.actions.hypotheses import (
    HypothesisWords,
    NotSoNow,
    move_hypothesis,
    reword_hypothesis,
    share_hypothesis,
    write_hypothesis,
)
from fanlight.web.practice.actions.learning import (
    NotYours,
    answer_forecast,
    ask_question,
    forget_note,
    note_lesson,
    record_word_back,
    set_forecasts,
    share_page,
    share_question,
    withdraw_share,
)

__all__ = [
    "HypothesisWords",
    "NotSoNow",
    "NotYours",
    "answer_exercise",
    "answer_forecast",
    "ask_question",
    "forget_exercises",
    "forget_note",
    "move_hypothesis",
    "note_lesson",
    "record_word_back",
    "reword_hypothesis",
    "set_forecasts",
    "share_hypothesis",
    "share_page",
    "share_question",
    "switch_guard",
    "withdraw_share",
    "write_hypothesis",
]
