"""Django's name for this folder; the practice room listens to the front door's decisions."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "fanlight.web.practice"
    label = "practice"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from fanlight.web.audit.append_only import keep_append_only
        from fanlight.web.exchange.exports import registry as exports
        from fanlight.web.exchange.exports.kinds import Kind
        from fanlight.web.frontdoor import asked, guarding, second_labels
        from fanlight.web.frontdoor.after import offer
        from fanlight.web.frontdoor.signals import child_put_right, decision_recorded
        from fanlight.web.frontdoor.top import put_on_top
        from fanlight.web.frontdoor.trying import register as offer_a_trial
        from fanlight.web.practice import drawing, urgent
        from fanlight.web.practice.actions.noise import load_vignettes
        from fanlight.web.practice.append_only import APPEND_ONLY
        from fanlight.web.practice.checklist_trials import asked_by_schedule, plan_a_trial
        from fanlight.web.practice.exporting import LEFT_OUT, TABLES, persons_decided_about
        from fanlight.web.practice.invitations import draw, offer_forecast
        from fanlight.web.practice.queries.guards import guarding as guards_of_team
        from fanlight.web.practice.queries.second_looks import labels_of_lines

        post_migrate.connect(load_vignettes, sender=self, dispatch_uid="shipped vignettes")
        decision_recorded.connect(draw, dispatch_uid="forecast draw")
        decision_recorded.connect(drawing.draw, dispatch_uid="second look draw")
        child_put_right.connect(urgent.refuse_while_a_task_is_open, dispatch_uid="an urgent task is open")
        second_labels.register(labels_of_lines)
        offer(urgent.offer_the_task)
        offer(offer_forecast)
        guarding.register(guards_of_team)
        offer_a_trial(plan_a_trial)
        asked.register(asked_by_schedule)
        put_on_top(urgent.urgent_on_top)
        put_on_top(urgent.looks_on_top)
        exports.register(*TABLES)
        exports.leave_out(**LEFT_OUT)
        exports.register_named(Kind.OWN, persons_decided_about)
        keep_append_only(self, APPEND_ONLY)
