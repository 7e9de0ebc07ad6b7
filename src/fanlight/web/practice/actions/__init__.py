"""What people do in the practice room. Each function is one transaction with its audit row."""

from fanlight.web.practice.actions.learning import (
    NotYours,
    answer_forecast,
    ask_question,
    note_lesson,
    record_word_back,
    set_forecasts,
    share_page,
    share_question,
    withdraw_share,
)

__all__ = [
    "NotYours",
    "answer_forecast",
    "ask_question",
    "note_lesson",
    "record_word_back",
    "set_forecasts",
    "share_page",
    "share_question",
    "withdraw_share",
]
