"""Tables of the front door that are append-only; a contact's raw text ends only by the retention rule."""

# Table: frozen columns (none: the whole row), and when a change is let through all the same.
APPEND_ONLY: dict[str, tuple[tuple[str, ...], str]] = {
    "frontdoor_decision": ((), ""),
    "frontdoor_contactchild": (
        (
            *("contact_id", "person_id", "position", "mistaken_at", "mistaken_by_id", "mistaken_why"),
            *("right_line_id", "correction"),
        ),
        "OLD.mistaken_at IS NULL AND NEW.mistaken_at IS NOT NULL AND OLD.contact_id = NEW.contact_id "
        "AND OLD.person_id = NEW.person_id AND OLD.position = NEW.position",
    ),
    "frontdoor_brief": (
        (),
        "OLD.text_ended_at IS NULL AND NEW.text_ended_at IS NOT NULL AND OLD.id = NEW.id "
        "AND OLD.contact_id = NEW.contact_id AND OLD.content_hash = NEW.content_hash "
        "AND OLD.frozen_at = NEW.frozen_at",
    ),
    "frontdoor_signaturerule": (
        (),
        "OLD.retired_at IS NULL AND NEW.retired_at IS NOT NULL AND OLD.id = NEW.id AND OLD.name = NEW.name "
        "AND OLD.begins = NEW.begins AND OLD.ends = NEW.ends AND OLD.made_at = NEW.made_at",
    ),
    "frontdoor_texthold": (
        (),
        "OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL AND OLD.id = NEW.id "
        "AND OLD.person_id = NEW.person_id AND OLD.source = NEW.source "
        "AND OLD.reason = NEW.reason AND OLD.since_on = NEW.since_on "
        "AND OLD.set_by_id = NEW.set_by_id AND OLD.set_at = NEW.set_at AND OLD.submission = NEW.submission",
    ),
    "frontdoor_checklistversion": (
        ("cues", "tree", "positive_words", "negative_words", "author", "reasons", "made_at"),
        "",
    ),
    "frontdoor_checkliststep": ((), ""),
    "frontdoor_checklisttest": ((), ""),
    "frontdoor_codingsample": ((), ""),
    "frontdoor_sampledline": ((), ""),
    "frontdoor_codedline": ((), ""),
    "frontdoor_contact": (
        ("raw_text",),
        "OLD.raw_text = NEW.raw_text OR (NEW.raw_text = '' AND NEW.raw_text_ended_at IS NOT NULL)",
    ),
}
