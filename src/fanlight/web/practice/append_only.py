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
    "practice_secondlookrule": ((), ""),
    "practice_secondlook": (
        (),
        "OLD.state <> 'answered' AND NEW.decision_id = OLD.decision_id AND NEW.rule_id = OLD.rule_id "
        "AND NEW.chance = OLD.chance AND NEW.drawn_at = OLD.drawn_at",
    ),
    "practice_urgenttask": (
        (),
        "OLD.closed_at IS NULL AND NEW.look_id = OLD.look_id AND NEW.words = OLD.words "
        "AND NEW.opened_at = OLD.opened_at AND NEW.due_at = OLD.due_at",
    ),
    "practice_dayagreement": ((), ""),
    "practice_teamdayfigure": ((), ""),
}
