"""Code sets: the codes that returns carry, each with a plain label, its edition and its source.

Labels are our own short wording of the published lists; the codes are the published ones. Codes that a
newer edition retired stay in the set (`in_use=False`), because old files and old decisions carry them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Code:
    """One code and its plain-English label. `in_use` is False for a code that is retired."""

    code: str
    label: str
    in_use: bool = True


class UnknownCode(KeyError):
    """A code that its set does not hold; the message says which set and what it holds."""

    def __init__(self, code: object, set_name: str, known: Iterable[str]) -> None:
        self.code, self.set_name, self.known = code, set_name, tuple(known)
        super().__init__(code, set_name, self.known)

    def __str__(self) -> str:
        return f"{self.code!r} is not a code of {self.set_name}; known: {', '.join(self.known)}"


@dataclass(frozen=True, slots=True)
class CodeSet:
    """A named, dated list of codes, in its published order.

    Parameters
    ----------
    name, edition, source
        What the list is called, which edition it is, and where it is published.
    codes
        The codes, retired ones included.

    Raises
    ------
    ValueError
        When a code stands twice.
    UnknownCode
        From `code_set[code]` and `label`, when the set does not hold the code.

    Examples
    --------
    >>> REFERRAL_SOURCE.label("3B")
    'Health visitor'
    >>> "3B" in REFERRAL_SOURCE, "3b" in REFERRAL_SOURCE, len(REFERRAL_SOURCE)
    (True, False, 22)
    >>> SEX.label("X")
    Traceback (most recent call last):
    ...
    fanlight.terms.codes.UnknownCode: 'X' is not a code of Sex (2025 to 2026); known: M, F, U
    """

    name: str
    edition: str
    source: str
    codes: tuple[Code, ...]
    _by_code: Mapping[str, Code] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_code = {entry.code: entry for entry in self.codes}
        if len(by_code) != len(self.codes):
            raise ValueError(f"{self.name}: a code stands twice")
        object.__setattr__(self, "_by_code", by_code)

    def __getitem__(self, code: str) -> Code:
        try:
            return self._by_code[code]
        except KeyError:
            raise UnknownCode(code, f"{self.name} ({self.edition})", self._by_code) from None

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)

    def label(self, code: str) -> str:
        """The plain-English label of a code."""
        return self[code].label

    def choices(self) -> list[tuple[str, str]]:
        """Pairs (code, label) of the codes in use, in published order, for a form."""
        return [(entry.code, entry.label) for entry in self.codes if entry.in_use]


_CIN = "Department for Education, Children in need census: guide and code sets"
_EDITION = "2025 to 2026"


def _cin(name: str, labels: Mapping[str, str], retired: frozenset[str] = frozenset()) -> CodeSet:
    codes = tuple(Code(code, label, code not in retired) for code, label in labels.items())
    return CodeSet(name, _EDITION, _CIN, codes)


REFERRAL_SOURCE = _cin(
    "Referral source",
    {
        "1A": "Family member, relative or carer",
        "1B": "Acquaintance (neighbour, childminder or other)",
        "1C": "The child or young person themselves",
        "1D": "Other individual (stranger, councillor or other)",
        "2A": "School",
        "2B": "Education service",
        "3A": "GP",
        "3B": "Health visitor",
        "3C": "School nurse",
        "3D": "Other primary health service",
        "3E": "A&E (emergency department)",
        "3F": "Other health service (hospital, hospice or other)",
        "4": "Housing (the authority's or a housing association)",
        "5A": "Social care in this authority",
        "5B": "Other service of this authority",
        "5C": "Another authority",
        "5D": "Early help",
        "6": "Police",
        "7": "Other legal agency (court, probation, immigration, Cafcass, prison)",
        "8": "Other",
        "9": "Anonymous",
        "10": "Not known",
    },
)

# The grouping of the published table "Children in need referrals by source" (c5), in its own words.
SOURCE_GROUP: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("1A", "1B", "1C", "1D"), "Individual"),
        "2A": "Schools",
        "2B": "Education services",
        **dict.fromkeys(("3A", "3B", "3C", "3D", "3E", "3F"), "Health services"),
        "4": "Housing",
        **dict.fromkeys(("5A", "5B", "5C", "5D"), "LA services"),
        "6": "Police",
        "7": "Other legal agency",
        "8": "Other",
        "9": "Anonymous",
        "10": "Unknown",
    }
)

PRIMARY_NEED = _cin(
    "Primary need",
    {
        "N1": "Abuse or neglect",
        "N2": "Child's disability or illness",
        "N3": "Parental disability or illness",
        "N4": "Family in acute stress",
        "N5": "Family dysfunction",
        "N6": "Socially unacceptable behaviour",
        "N7": "Low income",
        "N8": "Absent parenting",
        "N9": "Case other than a child in need",
        "N0": "Not stated",
    },
)

CLOSURE_REASON = _cin(
    "Reason for closure",
    {
        "RC1": "Adopted",
        "RC2": "Died",
        "RC3": "Child arrangements order",
        "RC4": "Special guardianship order",
        "RC5": "Transferred to another authority",
        "RC6": "Transferred to adult social care",
        "RC7": "Services ceased for any other reason",
        "RC8": "Closed after assessment: no further action",
        "RC9": "Closed after assessment: to early help",
    },
)

ABUSE_CATEGORY = _cin(
    "Category of abuse",
    {
        "NEG": "Neglect",
        "PHY": "Physical abuse",
        "SAB": "Sexual abuse",
        "EMO": "Emotional abuse",
        "MUL": "Multiple",
    },
)

ETHNICITY = _cin(
    "Ethnicity",
    {
        "WBRI": "White British",
        "WIRI": "White Irish",
        "WIRT": "Traveller of Irish heritage",
        "WOTH": "Any other White background",
        "WROM": "Gypsy or Roma",
        "MWBC": "White and Black Caribbean",
        "MWBA": "White and Black African",
        "MWAS": "White and Asian",
        "MOTH": "Any other mixed background",
        "AIND": "Indian",
        "APKN": "Pakistani",
        "ABAN": "Bangladeshi",
        "AOTH": "Any other Asian background",
        "BCRB": "Caribbean",
        "BAFR": "African",
        "BOTH": "Any other Black background",
        "CHNE": "Chinese",
        "OOTH": "Any other ethnic group",
        "REFU": "Refused",
        "NOBT": "Not yet obtained",
    },
)

# The main groups of the Census of 2021 (Office for National Statistics); "" is no statement.
ETHNIC_GROUP: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("WBRI", "WIRI", "WIRT", "WOTH", "WROM"), "White"),
        **dict.fromkeys(("MWBC", "MWBA", "MWAS", "MOTH"), "Mixed"),
        **dict.fromkeys(("AIND", "APKN", "ABAN", "AOTH", "CHNE"), "Asian"),
        **dict.fromkeys(("BCRB", "BAFR", "BOTH"), "Black"),
        "OOTH": "Other",
        **dict.fromkeys(("REFU", "NOBT"), "Not known"),
    }
)

SEX = _cin("Sex", {"M": "Male", "F": "Female", "U": "Not known"})

# Returns before 2024 to 2025 (and some after) carry GenderCurrent; "9" was "not specified".
SEX_OF_GENDER_CURRENT: Mapping[str, str] = MappingProxyType({"1": "M", "2": "F", "0": "U", "9": "U"})

DISABILITY = _cin(
    "Disability",
    {
        "NONE": "No disability",
        "MOB": "Mobility",
        "HAND": "Hand function",
        "PC": "Personal care",
        "INC": "Incontinence",
        "COMM": "Communication",
        "LD": "Learning",
        "HEAR": "Hearing",
        "VIS": "Vision",
        "BEH": "Behaviour",
        "CON": "Consciousness",
        "AUT": "Autism or Asperger syndrome",
        "DDA": "Other disability within the Equality Act",
    },
)


def _three_ways(number: int, what: str) -> dict[str, str]:
    whose = {"A": "child", "B": "parent or carer", "C": "another person in the household"}
    return {f"{number}{letter}": f"{what}: {who}" for letter, who in whose.items()}


ASSESSMENT_FACTOR = _cin(
    "Factor identified at assessment",
    {
        **_three_ways(1, "Alcohol misuse"),
        **_three_ways(2, "Drug misuse"),
        "3A": "Domestic abuse: child is the victim",
        "3B": "Domestic abuse: parent or carer is the victim",
        "3C": "Domestic abuse: another person in the household is the victim",
        **_three_ways(4, "Mental health"),
        **_three_ways(5, "Learning disability"),
        **_three_ways(6, "Physical disability or illness"),
        "7A": "Young carer",
        "8B": "Privately fostered: from overseas, intends to return",
        "8C": "Privately fostered: from overseas, intends to stay",
        "8D": "Privately fostered: from the UK, in an educational placement",
        "8E": "Privately fostered: from the UK, other family arrangement",
        "8F": "Privately fostered: other",
        "9A": "Unaccompanied asylum-seeking child",
        "10A": "Going missing",
        "11A": "Child sexual exploitation",
        "12A": "Trafficking",
        "13A": "Gangs",
        "14A": "Socially unacceptable behaviour",
        "15A": "Self-harm",
        "16A": "Neglect",
        "17A": "Emotional abuse",
        "18A": "Physical abuse (retired: now 18B or 18C)",
        "18B": "Physical abuse: child on child",
        "18C": "Physical abuse: adult on child",
        "19A": "Sexual abuse (retired: now 19B or 19C)",
        "19B": "Sexual abuse: child on child",
        "19C": "Sexual abuse: adult on child",
        "20": "Other",
        "21": "No factors identified (stands alone)",
        "22A": "Female genital mutilation",
        "23A": "Abuse linked to faith or belief",
        "24A": "Child criminal exploitation",
    },
    retired=frozenset({"18A", "19A"}),
)

CHANNEL = CodeSet(
    "Channel",
    "1",
    "Fanlight: no return carries how a contact arrived",
    (
        Code("phone", "Phone"),
        Code("email", "E-mail"),
        Code("online_form", "Online form"),
        Code("letter", "Letter"),
        Code("in_person", "In person"),
        Code("case_system", "Case system"),
        Code("other", "Other"),
        Code("not_known", "Not known"),
    ),
)
