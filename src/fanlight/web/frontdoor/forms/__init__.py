"""Forms of the front door. Nothing is preselected; only level and reasons are obligatory."""

from fanlight.web.frontdoor.forms.contact import AdultForm, ChildForm, ContactForm
from fanlight.web.frontdoor.forms.decision import DecisionForm
from fanlight.web.frontdoor.forms.holds import EndHoldForm, HoldForm
from fanlight.web.frontdoor.forms.put_right import PutRightForm, RightChildForm
from fanlight.web.frontdoor.forms.small import (
    AnchorsForm,
    AnswerForm,
    AskForm,
    DoorForm,
    JoinForm,
    RetireForm,
    SignatureForm,
    UrgencyForm,
)

__all__ = [
    "AdultForm",
    "AnchorsForm",
    "AnswerForm",
    "AskForm",
    "ChildForm",
    "ContactForm",
    "DecisionForm",
    "DoorForm",
    "EndHoldForm",
    "HoldForm",
    "JoinForm",
    "PutRightForm",
    "RetireForm",
    "RightChildForm",
    "SignatureForm",
    "UrgencyForm",
]
