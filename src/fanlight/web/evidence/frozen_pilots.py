"""Tables of pilots that are append-only, wholly or once frozen."""

# Table: frozen columns (none: the whole row), and when a change is let through all the same.
APPEND_ONLY = {
    "evidence_pilot": ((), "OLD.frozen_at IS NULL"),
    "evidence_pilotcount": ((), ""),
}
