"""Tables of the evidence room that are append-only, wholly or once locked, frozen or ended."""

# Table: frozen columns (none: the whole row), and when a change is let through all the same.
APPEND_ONLY: dict[str, tuple[tuple[str, ...], str]] = {
    "evidence_claim": (
        (
            "words",
            "said_by",
            "figure",
            "reason",
            "mechanism",
            "measure",
            "must_see",
            "hardly_otherwise",
            "locked_at",
            "lock_digest",
            "seen_before",
        ),
        "OLD.locked_at IS NULL",
    ),
    "evidence_rival": (
        (
            "claim_id",
            "code",
            "name",
            "mechanism",
            "must_see",
            "hardly_otherwise",
            "frozen_at",
            "withdrawn_at",
        ),
        "OLD.frozen_at IS NULL",
    ),
    "evidence_rivaltest": ((), ""),
    "evidence_claimverdict": ((), ""),
    "evidence_verdictreview": ((), ""),
    # A series that was brought in is taken off the list once, by somebody, for a reason; its figures stay.
    "evidence_importedseries": (
        (),
        "OLD.withdrawn_at IS NULL AND NEW.title = OLD.title AND NEW.unit = OLD.unit "
        "AND NEW.source = OLD.source AND NEW.created_by_id = OLD.created_by_id",
    ),
    "evidence_importedvalue": ((), ""),
    "evidence_areacomparison": ((), "OLD.ended_at IS NULL"),
    "evidence_pilot": ((), "OLD.frozen_at IS NULL"),
    "evidence_pilotcount": ((), ""),
}
