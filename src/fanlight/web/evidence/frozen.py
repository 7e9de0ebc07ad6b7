"""Tables of the evidence room that are append-only, wholly or once locked."""

# Table: frozen columns (none: the whole row), and when a change is let through all the same.
APPEND_ONLY = {
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
}
COMPARISONS = {"evidence_areacomparison": ((), "OLD.ended_at IS NULL")}  # as it came out
