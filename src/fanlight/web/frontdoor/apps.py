"""Django's name for this folder; the front door tells imports that it takes contacts."""

from django.apps import AppConfig

# Table: frozen columns (none: the whole row), and when a change is let through all the same.
APPEND_ONLY = {
    "frontdoor_decision": ((), ""),
    "frontdoor_brief": (
        (),
        "OLD.text_ended_at IS NULL AND NEW.text_ended_at IS NOT NULL AND OLD.id = NEW.id "
        "AND OLD.contact_id = NEW.contact_id AND OLD.content_hash = NEW.content_hash "
        "AND OLD.frozen_at = NEW.frozen_at",
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


class FrontdoorConfig(AppConfig):
    name = "fanlight.web.frontdoor"
    label = "frontdoor"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from fanlight.web.audit.append_only import kept
        from fanlight.web.exchange.api import taking
        from fanlight.web.exchange.exports import registry as exports
        from fanlight.web.exchange.receiving import register
        from fanlight.web.frontdoor.exporting import LEFT_OUT, TABLES
        from fanlight.web.frontdoor.exporting.records import persons_on_contacts
        from fanlight.web.frontdoor.receiving import receive_contacts, receive_past_decisions
        from fanlight.web.frontdoor.sent_contacts import take_sent_contact
        from fanlight.web.frontdoor.shipped import load_shipped

        post_migrate.connect(load_shipped, sender=self, dispatch_uid="shipped levels")
        for table, (columns, unless) in APPEND_ONLY.items():
            guard = kept(table, columns, unless=unless)
            post_migrate.connect(guard, sender=self, weak=False, dispatch_uid=f"append-only {table}")
        register(receive_contacts)
        register(receive_past_decisions)
        exports.register(*TABLES)
        exports.leave_out(**LEFT_OUT)
        exports.register_scope(persons_on_contacts)
        taking.register(take_sent_contact)
