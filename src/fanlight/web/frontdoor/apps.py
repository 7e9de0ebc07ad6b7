"""Django's name for this folder; the front door tells imports that it takes contacts."""

from django.apps import AppConfig


class FrontdoorConfig(AppConfig):
    name = "fanlight.web.frontdoor"
    label = "frontdoor"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from fanlight.web.audit.append_only import keep_append_only
        from fanlight.web.audit.subjects import register as register_look_up
        from fanlight.web.exchange.api import taking
        from fanlight.web.exchange.exports import registry as exports
        from fanlight.web.exchange.receiving import known_words, register
        from fanlight.web.frontdoor.append_only import APPEND_ONLY
        from fanlight.web.frontdoor.exporting import LEFT_OUT, TABLES
        from fanlight.web.frontdoor.exporting.records import persons_on_contacts
        from fanlight.web.frontdoor.queries.finding import child_on_contact
        from fanlight.web.frontdoor.receiving import levels_in_words, receive_contacts, receive_past_decisions
        from fanlight.web.frontdoor.sent_contacts import take_sent_contact
        from fanlight.web.frontdoor.shipped import load_shipped

        post_migrate.connect(load_shipped, sender=self, dispatch_uid="shipped levels")
        keep_append_only(self, APPEND_ONLY)
        register(receive_contacts)
        register(receive_past_decisions)
        known_words["level"] = levels_in_words
        register_look_up(child_on_contact)
        exports.register(*TABLES)
        exports.leave_out(**LEFT_OUT)
        exports.register_scope(persons_on_contacts)
        taking.register(take_sent_contact)
