"""A contact: somebody told the front door about one or several children."""

from __future__ import annotations

from django.db import models

from fanlight.frontdoor.decision import Answer
from fanlight.terms.codes import CHANNEL, REFERRAL_SOURCE
from fanlight.web.accounts.models import Team, User
from fanlight.web.casework.models import Person
from fanlight.web.frontdoor.models.standing import EveryRow, StandingManager


class Contact(models.Model):
    """What arrived. `raw_text` is never altered; it ends only by the retention rule."""

    class Consent(models.TextChoices):
        GIVEN = "given", "Given"
        DISPENSED = "dispensed", "Dispensed with"
        REFUSED = "refused", "Refused"
        NOT_KNOWN = "not_known", "Not known"

    case_system_id = models.CharField(max_length=60, blank=True, db_index=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="contacts")
    received_at = models.DateTimeField()
    time_known = models.BooleanField(default=True, help_text="No when the source holds a date only")
    referral_at = models.DateTimeField(null=True, blank=True, help_text="When accepted as a referral")
    channel = models.CharField(max_length=20, choices=[(c.code, c.label) for c in CHANNEL])
    source_code = models.CharField(
        max_length=3, blank=True, choices=[(c.code, c.label) for c in REFERRAL_SOURCE]
    )
    source_words = models.CharField(max_length=200, blank=True, help_text="The source's own value, unaltered")
    organisation = models.CharField(max_length=200, blank=True)
    referrer_name = models.CharField(max_length=120, blank=True)
    consent = models.CharField(max_length=10, choices=Consent, blank=True)
    consent_words = models.CharField(max_length=400, blank=True, help_text="Why it was dispensed with")
    child_seen = models.CharField(
        max_length=10,
        choices=[(Answer.YES, "Yes"), (Answer.NO, "No"), (Answer.NOT_KNOWN, "Not known")],
        blank=True,
        help_text="Whether the source says that somebody saw the child since",
    )
    address = models.CharField(max_length=300, blank=True, help_text="As given with this contact")
    raw_text = models.TextField(blank=True)
    raw_text_ended_at = models.DateTimeField(null=True, blank=True, help_text="By the retention rule")
    out_of_hours = models.BooleanField(default=False)
    out_of_hours_action = models.TextField(blank=True, help_text="What the emergency duty team did")
    handed_over_at = models.DateTimeField(null=True, blank=True)
    handed_over_to = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    urgency = models.CharField(max_length=20, blank=True, help_text="Code on the authority's own ladder")
    urgency_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    urgency_at = models.DateTimeField(null=True, blank=True)
    first_read_at = models.DateTimeField(null=True, blank=True)
    first_read_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    closed_at = models.DateTimeField(
        null=True,
        blank=True,
        db_index=True,
        help_text="When every child on it had a decision that leaves nothing open",
    )

    class Meta:
        indexes = [models.Index(fields=["closed_at", "received_at"])]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """What people call it on the phone."""
        return f"C-{self.pk:06d}"


class ContactChild(models.Model):
    """One line of a contact: a child it concerns, who gets a decision of their own.

    A child who was named by mistake keeps the line, with who put it right, when and why: it stays in the
    contact's history and counts nowhere else. Their place in the order is never given to another.
    """

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="children")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contact_lines")
    position = models.PositiveSmallIntegerField(default=0)
    mistaken_at = models.DateTimeField(null=True, blank=True, help_text="When it was put right")
    mistaken_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mistaken_why = models.TextField(blank=True)
    right_line = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="named_instead_of",
        help_text="The child the contact is about instead; none where it is about the others alone",
    )
    correction = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = StandingManager()
    ever = EveryRow()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "person"],
                condition=models.Q(mistaken_at=None),
                name="a_child_once_a_contact",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} on {self.contact}"

    @property
    def stands(self) -> bool:
        """Whether nobody said that the child was named by mistake."""
        return self.mistaken_at is None


class ContactAdult(models.Model):
    """A parent, carer or other adult whom the contact names."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="adults")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=60, help_text='Who they are to the child, such as "mother"')

    def __str__(self) -> str:
        return f"{self.person}, {self.words}"
