"""The elements of a CIN Census return, in their order, and what each becomes in an event.

One table serves the reader and the writer, so they cannot disagree. Source: Department for Education,
Children in need census 2025 to 2026, technical specification.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from fanlight.casework.event import EventKind
from fanlight.exchange.values import read_count, read_exact_code, read_flag, read_iso_date
from fanlight.terms import codes


def _day(text: str) -> str:
    return read_iso_date(text).isoformat()


def _as_it_is(text: str) -> str:
    return text


def _write_flag(flag: str) -> str:
    return "true" if flag == "yes" else "false"


def _code(code_set: codes.CodeSet) -> Callable[[str], str]:
    return partial(read_exact_code, codes=code_set)


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its tag, the name its value takes in an event, and how it is read and written.

    `name` is "on" or "ended_on" for the event's own days, "icpc_on" for a conference (an event of its
    own), and otherwise a key of the event's detail. `within` is the element that wraps a repeated one;
    its values are joined by a space.
    """

    tag: str
    name: str
    read: Callable[[str], str]
    write: Callable[[str], str] = _as_it_is
    within: str = ""


@dataclass(frozen=True, slots=True)
class Module:
    """A repeatable element of a child that becomes an event."""

    tag: str
    kind: EventKind
    elements: tuple[Element, ...]

    @property
    def began(self) -> Element:
        """The element that says when it happened or began."""
        return next(element for element in self.elements if element.name == "on")


_FLAG = (read_flag, _write_flag)

ASSESSMENTS = Module(
    "Assessments",
    EventKind.ASSESSMENT,
    (
        Element("AssessmentActualStartDate", "on", _day),
        Element("AssessmentInternalReviewDate", "internal_review_on", _day),
        Element("AssessmentAuthorisationDate", "ended_on", _day),
        Element(
            "AssessmentFactors",
            "factors",
            _code(codes.ASSESSMENT_FACTOR),
            within="FactorsIdentifiedAtAssessment",
        ),
    ),
)
CIN_PLANS = Module(
    "CINPlanDates",
    EventKind.CIN_PLAN,
    (Element("CINPlanStartDate", "on", _day), Element("CINPlanEndDate", "ended_on", _day)),
)
SECTION_47 = Module(
    "Section47",
    EventKind.SECTION_47,
    (
        Element("S47ActualStartDate", "on", _day),
        Element("InitialCPCtarget", "icpc_target_on", _day),
        Element("DateOfInitialCPC", "icpc_on", _day),
        Element("ICPCnotRequired", "icpc_not_required", *_FLAG),
    ),
)
CP_PLANS = Module(
    "ChildProtectionPlans",
    EventKind.CP_PLAN,
    (
        Element("CPPstartDate", "on", _day),
        Element("CPPendDate", "ended_on", _day),
        Element("InitialCategoryOfAbuse", "initial_category", _code(codes.ABUSE_CATEGORY)),
        Element("LatestCategoryOfAbuse", "latest_category", _code(codes.ABUSE_CATEGORY)),
        Element("NumberOfPreviousCPP", "previous_plans", read_count),
        Element("CPPreviewDate", "reviews_on", _day, within="Reviews"),
    ),
)
# The step decision (to step down, or up to court) is what ends pre-proceedings.
PRE_PROCEEDINGS = Module(
    "PreProceedingsandFGDM",
    EventKind.PRE_PROCEEDINGS,
    (
        Element("PPStartDate", "on", _day),
        Element("LBPSentDate", "letter_sent_on", _day),
        Element("FGDMMeetingOffer", "family_meeting_offered", *_FLAG),
        Element("FGDMMeetingFac", "family_meeting_held", *_FLAG),
        Element("InitialPPMeetingDate", "first_meeting_on", _day),
        Element("ReviewMeetingsCount", "review_meetings", read_count),
        Element("StepDecisionDate", "ended_on", _day),
        Element("PPOutcome", "outcome", _as_it_is),
        Element("CourtAppDate", "court_application_on", _day),
        Element("LetterInitCPDate", "letter_of_initiation_on", _day),
    ),
)
REFERRAL = Module(
    "CINdetails",
    EventKind.REFERRAL,
    (
        Element("CINreferralDate", "on", _day),
        Element("ReferralSource", "source_code", _code(codes.REFERRAL_SOURCE)),
        Element("PrimaryNeedCode", "need_code", _code(codes.PRIMARY_NEED)),
        Element("CINclosureDate", "ended_on", _day),
        Element("ReasonForClosure", "closure_reason", _code(codes.CLOSURE_REASON)),
        Element("DateOfInitialCPC", "icpc_on", _day),
        Element("ReferralNFA", "nfa", *_FLAG),
    ),
)

# In CINdetails the modules stand around ReferralNFA, in this order.
BEFORE_NFA = (ASSESSMENTS, CIN_PLANS, SECTION_47)
AFTER_NFA = (CP_PLANS, PRE_PROCEEDINGS)
MODULES: Mapping[str, Module] = MappingProxyType({module.tag: module for module in BEFORE_NFA + AFTER_NFA})
