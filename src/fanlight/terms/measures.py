"""The catalogue of measures: what stands beside every figure.

A figure says its measure's numerator, denominator, unit, date, exclusions, version and source. A change of
any of these is a new version; the code stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure, in words a reader can check.

    `denominator` is "" for a plain count. `date_used` says which date puts a case into a period.

    Examples
    --------
    >>> MEASURES["re_referral_12m"].unit
    'percent of referrals'
    """

    code: str
    title: str
    numerator: str
    denominator: str
    unit: str
    date_used: str
    exclusions: str
    version: str
    source: str

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """What stands beside every figure: names and words."""
        return (
            ("Numerator", self.numerator),
            ("Denominator", self.denominator or "none: a plain count"),
            ("Unit", self.unit),
            ("Date used", self.date_used),
            ("Exclusions and cautions", self.exclusions),
            ("Version", self.version),
            ("Source", self.source),
        )


_OWN = "Fanlight; no published measure"
_CIN_STATISTICS = "Department for Education, Children in need statistics"
_GUIDANCE = "Working Together to Safeguard Children 2023 (check the words in force)"
_REPEATS = (
    "Contacts about one child on one day count as one. Contacts in the first {} months of the history held: "
    "an earlier one could not be seen."
)

_CATALOGUE = (
    Measure(
        code="contacts",
        title="Contacts",
        numerator="Contacts received, counted once for each child they concern.",
        denominator="",
        unit="contacts",
        date_used="Day the contact was received.",
        exclusions="Repeated rows of one contact and child count once. Authorities differ in what they "
        "record as a contact: compare an authority with itself.",
        version="1",
        source=_OWN,
    ),
    Measure(
        code="contact_to_referral_conversion",
        title="Contacts followed by a referral",
        numerator="Contacts with a referral of the same child recorded within the linking window, which is "
        "shown beside the figure.",
        denominator="Contacts whose linking window had closed by the day events are known up to.",
        unit="percent of contacts",
        date_used="Day the contact was received.",
        exclusions="Children whose referral was already open, and contacts from before the files held begin. "
        "Not comparable where every contact is recorded as a referral.",
        version="1",
        source=_OWN,
    ),
    Measure(
        code="repeat_contact_3m",
        title="Repeat contacts within 3 months",
        numerator="Contacts with an earlier contact about the same child in the 3 months before.",
        denominator="All contacts.",
        unit="percent of contacts",
        date_used="Day the later contact was received.",
        exclusions=_REPEATS.format("3"),
        version="1",
        source=_OWN,
    ),
    Measure(
        code="repeat_contact_6m",
        title="Repeat contacts within 6 months",
        numerator="Contacts with an earlier contact about the same child in the 6 months before.",
        denominator="All contacts.",
        unit="percent of contacts",
        date_used="Day the later contact was received.",
        exclusions=_REPEATS.format("6"),
        version="1",
        source=_OWN,
    ),
    Measure(
        code="repeat_contact_12m",
        title="Repeat contacts within 12 months",
        numerator="Contacts with an earlier contact about the same child in the 12 months before.",
        denominator="All contacts.",
        unit="percent of contacts",
        date_used="Day the later contact was received.",
        exclusions=_REPEATS.format("12"),
        version="1",
        source=_OWN,
    ),
    Measure(
        code="referrals",
        title="Referrals",
        numerator="Referrals of a child, one a child and day.",
        denominator="",
        unit="referrals",
        date_used="Day of the referral.",
        exclusions="A referral told by two episodes of one day counts once.",
        version="1",
        source=f"{_CIN_STATISTICS}, table c1",
    ),
    Measure(
        code="referral_no_further_action",
        title="Referrals with no further action",
        numerator="Referrals marked as led to no further action.",
        denominator="Referrals that say whether there was further action.",
        unit="percent of referrals",
        date_used="Day of the referral.",
        exclusions="Referrals that do not say it.",
        version="1",
        source=f"{_CIN_STATISTICS}, table c1",
    ),
    Measure(
        code="section_47_to_conference_15",
        title="Conferences within 15 working days of the section 47 enquiry",
        numerator="Initial child protection conferences held 15 working days or fewer after the latest "
        "section 47 enquiry of the child began.",
        denominator="Initial child protection conferences of a child with an enquiry begun by that day.",
        unit="percent of conferences",
        date_used="Day of the conference.",
        exclusions="Conferences without a recorded enquiry, such as those of children moving in.",
        version="1",
        source=f"{_CIN_STATISTICS}, table c4; {_GUIDANCE}",
    ),
    Measure(
        code="re_referral_12m",
        title="Re-referrals within 12 months",
        numerator="Referrals within 12 months of an earlier referral of the same child to this authority.",
        denominator="All referrals.",
        unit="percent of referrals",
        date_used="Day of the later referral.",
        exclusions="Referrals in the first 12 months of the history held: an earlier one could not be seen.",
        version="1",
        source=f"{_CIN_STATISTICS}, table c1",
    ),
    Measure(
        code="decided_in_one_working_day",
        title="Decided within one working day",
        numerator="Contacts whose decision was authorised by the time their clock ran out.",
        denominator="Contacts that were decided, or whose clock has run out.",
        unit="percent of contacts",
        date_used="Instant the contact was received, and the clock the authority has set.",
        exclusions="Contacts held with a date and no time of day are told apart. Undecided contacts whose "
        "clock still runs.",
        version="1",
        source=_GUIDANCE,
    ),
    Measure(
        code="assessment_in_45_working_days",
        title="Assessments completed within 45 working days",
        numerator="Completed assessments authorised 45 working days or fewer after they started.",
        denominator="Completed assessments.",
        unit="percent of assessments",
        date_used="Day the assessment was authorised.",
        exclusions="Assessments still open, or completed before they started. The guidance counts from the "
        "referral and is stricter where an assessment starts later.",
        version="1",
        source=f"{_CIN_STATISTICS}, table c2; {_GUIDANCE}",
    ),
    Measure(
        code="no_further_action",
        title="Contacts with no further action",
        numerator="Contacts whose latest authorised decision is at a level of the kind 'no further action'.",
        denominator="Contacts with an authorised decision.",
        unit="percent of contacts",
        date_used="Day the decision was authorised.",
        exclusions="Contacts awaiting information. The published figure (table c1) is a share of referrals, "
        "not of contacts: the two cannot be compared.",
        version="1",
        source=_OWN,
    ),
    Measure(
        code="match_rate",
        title="Decisions matched to a recorded event",
        numerator="Decisions with an event of the expected kind for that child within the linking window.",
        denominator="Decisions that lead to a recorded event, whose linking window had closed by the day "
        "events are known up to.",
        unit="percent of decisions",
        date_used="Day of the decision.",
        exclusions="Decisions that lead to no recorded event (for example information and advice).",
        version="1",
        source=f"{_OWN}: says how far outcomes can be trusted, nothing about practice",
    ),
)

MEASURES: Mapping[str, Measure] = MappingProxyType({measure.code: measure for measure in _CATALOGUE})
