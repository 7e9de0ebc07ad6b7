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
from fanlight.web.practice.actions.second_looks import (
    answer_second_look,
    ask_again,
    pass_on_second_look,
    set_second_looks,
)
from fanlight.web.practice.actions.urgent import DealtWith, OwnDecision, close_task, set_duty, take_task

__all__ = [
    "DealtWith",
    "HypothesisWords",
    "NotSoNow",
    "NotYours",
    "OwnDecision",
    "answer_exercise",
    "answer_forecast",
    "answer_second_look",
    "ask_again",
    "ask_question",
    "close_task",
    "forget_exercises",
    "forget_note",
    "move_hypothesis",
    "note_lesson",
    "pass_on_second_look",
    "record_word_back",
    "reword_hypothesis",
    "set_duty",
    "set_forecasts",
    "set_second_looks",
    "share_hypothesis",
    "share_page",
    "share_question",
    "switch_guard",
    "take_task",
    "withdraw_share",
    "write_hypothesis",
]
