"""Lists 1 to 7 of Ofsted's Annex A: their columns, and the labels their cells carry.

One description serves the reader and the writer. Columns without a `name` are written (blank, unless the
writer can work them out) and not read: team and worker are those *now* allocated, never who decided.
Source: Ofsted, Inspecting local authority children's services, Annex A child-level lists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from fanlight.exchange.extract_dates import read_extract_date
from fanlight.exchange.values import (
    clean,
    read_code,
    read_flag,
    read_flag_or_unknown,
    without_letter,
)
from fanlight.terms import codes

YES_NO: Mapping[str, str] = MappingProxyType({"yes": "a) Yes", "no": "b) No", "not_known": "c) Unknown"})
SEX: Mapping[str, str] = MappingProxyType({"M": "a) Male", "F": "b) Female", "U": "c) Not stated/recorded"})
_SOURCE_GROUPS = {
    "1": "Individual",
    "2A": "Schools",
    "2B": "Education services",
    "3": "Health services",
    "4": "Housing",
    "5": "LA services",
    "6": "Police",
    "7": "Other legal agency",
    "8": "Other",
    "9": "Anonymous",
    "10": "Unknown",
}
# Early help (5D) came after the letters were given: it stands as "p1".
_SOURCE_LETTERS = (*"abcdefghijklmnop", "p1", *"qrstu")
SOURCE: Mapping[str, str] = MappingProxyType(
    {
        entry.code: f"{letter}) {entry.code}: "
        + (_SOURCE_GROUPS.get(entry.code) or _SOURCE_GROUPS[entry.code[0]])
        for letter, entry in zip(_SOURCE_LETTERS, codes.REFERRAL_SOURCE, strict=True)
    }
)
# Ofsted gives the last two (refused, not yet obtained) the same letter.
ETHNICITY: Mapping[str, str] = MappingProxyType(
    {
        entry.code: f"{letter}) {entry.code}"
        for letter, entry in zip("abcdefghijklmnopqrss", codes.ETHNICITY, strict=True)
    }
)
ABUSE: Mapping[str, str] = MappingProxyType(
    {
        "NEG": "a) Neglect",
        "PHY": "b) Physical abuse",
        "SAB": "c) Sexual abuse",
        "EMO": "d) Emotional abuse",
        "MUL": "e) Multiple/not recommended",
    }
)
NEED: Mapping[str, str] = MappingProxyType({e.code: f"{e.code} - {e.label}" for e in codes.PRIMARY_NEED})
CLOSURE: Mapping[str, str] = MappingProxyType({e.code: f"{e.code} - {e.label}" for e in codes.CLOSURE_REASON})
OPEN_PLAN, CLOSED_EPISODE = "c) Child in need plan", "e) Closed episode"


_DETAILS = (
    *("organisation", "nfa", "child_seen", "support_required", "icpc_not_required"),
    *("need_code", "closure_reason", "initial_category", "latest_category"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Heading:
    """One column: its heading, the name its value takes, how it is read and written, other headings."""

    words: str
    name: str = ""
    read: Callable[[str], str] = clean
    write: Mapping[str, str] | None = None
    also: tuple[str, ...] = ()

    @property
    def is_detail(self) -> bool:
        """Whether the value goes into an event's detail."""
        return self.name in _DETAILS

    def matches(self, heading: str) -> bool:
        """Whether a heading in a file is this one, whatever its capitals, spaces and punctuation."""
        return letters(heading) in {letters(words) for words in (self.words, *self.also)}


@dataclass(frozen=True, slots=True)
class AnnexList:
    """One list: its number, the names its sheet goes by, and its columns."""

    number: int
    title: str
    headings: tuple[Heading, ...]
    also: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """ "List 3": the sheet's name, and the table in an account."""
        return f"List {self.number}"

    @property
    def began(self) -> Heading:
        """The column that says when; a sheet without it cannot be the list."""
        return next(heading for heading in self.headings if heading.name == "on")


def letters(words: str) -> str:
    """Letters and figures only, in lower case: what two headings are compared by.

    Examples
    --------
    >>> letters("Age of Child (Years)")
    'ageofchildyears'
    """
    return "".join(character for character in words.lower() if character.isalnum())


def read_abuse(text: str) -> str:
    """A category of abuse; Annex A writes "Multiple/not recommended" for MUL."""
    words = without_letter(text).lower()
    return "MUL" if words.startswith("multiple") else read_code(text, codes.ABUSE_CATEGORY)


def _day(words: str, name: str, *also: str) -> Heading:
    return Heading(words, name, lambda text: read_extract_date(text).isoformat(), also=also)


def _code(words: str, name: str, code_set: codes.CodeSet, labels: Mapping[str, str]) -> Heading:
    return Heading(words, name, partial(read_code, codes=code_set), labels)


def _flag(words: str, name: str, *also: str) -> Heading:
    return Heading(words, name, read_flag_or_unknown, YES_NO, also)


_CHILD_ID = (
    *("Child ID", "Unique Child ID", "Child's Unique ID", "Child Unique Identifier", "Child Identifier"),
    *("Person ID", "Client ID", "Child Reference", "Child Ref"),
)
_CHILD = (
    Heading("Child Unique ID", "person_id", also=_CHILD_ID),
    Heading("Gender", "sex", also=("Sex",)),
    Heading("Ethnicity", "ethnicity"),
    Heading("Date of Birth", "born_on", also=("DOB",)),
    Heading("Age of Child (Years)", "age", also=("Age",)),
)
_DISABILITY = Heading("Does the Child have a Disability", "disability")
_ALLOCATED = (Heading("Allocated Team"), Heading("Allocated Worker"))

LISTS = (
    AnnexList(
        1,
        "Contacts",
        (
            *_CHILD,
            _day("Date of Contact", "on", "Contact Date"),
            Heading("Contact Source", "source", also=("Source of Contact",)),
        ),
        ("Contact",),
    ),
    AnnexList(
        2,
        "Early Help",
        (
            *_CHILD,
            _day("Assessment start date", "on", "Early help assessment start date"),
            _day("Assessment completion date", "ended_on", "Early help assessment completion date"),
            Heading("Organisation completing assessment", "organisation"),
        ),
        ("Early help assessments", "EHA"),
    ),
    AnnexList(
        3,
        "Referrals",
        (
            *_CHILD,
            _day("Date of referral", "on", "Referral Date", "Date Referred"),
            Heading("Referral Source", "source", also=("Source of Referral", "Ref Source")),
            Heading("Referral NFA?", "nfa", read_flag, YES_NO),
            Heading("Number of Referrals in Last 12 Months", "earlier_referrals"),
            *_ALLOCATED,
        ),
        ("Referral",),
    ),
    AnnexList(
        4,
        "Assessments",
        (
            *_CHILD,
            _DISABILITY,
            _day("Continuous Assessment Start Date", "on"),
            _flag("Child Seen During Continuous Assessment", "child_seen"),
            _day("Continuous Assessment Date of Authorisation", "ended_on"),
            _flag(
                "Was the child assessed as requiring LA children's social care support?", "support_required"
            ),
            *_ALLOCATED,
        ),
        ("Assessment",),
    ),
    AnnexList(
        5,
        "Section 47 enquiries",
        (
            *_CHILD,
            _DISABILITY,
            _day(
                "Strategy discussion initiating Section 47 Enquiry Start Date",
                "on",
                "Section 47 Enquiry Start Date",
            ),
            Heading(
                "Was an Initial Child Protection Conference deemed unnecessary?",
                "icpc_not_required",
                read_flag,
                YES_NO,
            ),
            _day("Date of Initial Child Protection Conference", "icpc_on"),
            Heading(
                "Did the Initial Child Protection Conference Result in a Child Protection Plan",
                "led_to_plan",
                read_flag,
                YES_NO,
            ),
            Heading("Number of Section 47 Enquiries in the last 12 months", "earlier_enquiries"),
            Heading("Number of ICPCs in the last 12 months", "earlier_conferences"),
            *_ALLOCATED,
        ),
        ("Section 47", "S47", "S47 and ICPC", "Section 47 enquiries and ICPC", "S47 ICPC"),
    ),
    AnnexList(
        6,
        "Children in need",
        (
            *_CHILD,
            _DISABILITY,
            _day("CIN Start Date", "on"),
            _code("Primary Need Code", "need_code", codes.PRIMARY_NEED, NEED),
            Heading("Date Child Was Last Seen"),
            _day("CIN Closure Date", "ended_on"),
            _code("Reason for Closure", "closure_reason", codes.CLOSURE_REASON, CLOSURE),
            Heading("Case Status", "case_status"),
            *_ALLOCATED,
        ),
        ("CIN", "Child in need"),
    ),
    AnnexList(
        7,
        "Child protection plans",
        (
            *_CHILD,
            _DISABILITY,
            _day("Child Protection Plan Start Date", "on"),
            Heading("Initial Category of Abuse", "initial_category", read_abuse, ABUSE),
            Heading("Latest Category of Abuse", "latest_category", read_abuse, ABUSE),
            Heading("Date of the Last Statutory Visit"),
            Heading("Was the Child Seen Alone?"),
            Heading("Date of latest review conference"),
            _day("Child Protection Plan End Date", "ended_on"),
            Heading(
                "Subject to Emergency Protection Order or Protected Under Police Powers"
                " in Last Six Months (Y/N)"
            ),
            Heading("Number of Previous Child Protection Plans", "previous_plans"),
            *_ALLOCATED,
        ),
        ("CPP", "CP plans", "Child protection plan", "Child protection"),
    ),
)
