"""Tables of the practice room that are append-only."""

# Table: frozen columns (none: the whole row), and when a change is let through all the same.
APPEND_ONLY: dict[str, tuple[tuple[str, ...], str]] = {
    "practice_hypothesisstep": ((), ""),
    "practice_guardswitch": ((), ""),
    "practice_trial": ((), "OLD.frozen_at IS NULL"),
    "practice_trialcount": ((), ""),
    "practice_trialdeparture": ((), ""),
    "practice_trialclosing": ((), ""),
    "practice_auditanswer": ((), ""),
}
