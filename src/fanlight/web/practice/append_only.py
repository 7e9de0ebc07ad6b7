"""Tables of the practice room that are append-only."""

# Table: frozen columns (none: the whole row), and when a change is let through all the same.
APPEND_ONLY: dict[str, tuple[tuple[str, ...], str]] = {
    "practice_hypothesisstep": ((), ""),
    "practice_guardswitch": ((), ""),
}
