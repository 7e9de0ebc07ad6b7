"""A CIN Census return as tables: rows of raw text, numbered in document order.

The tables are those in which the published rules are written. A `Reading` holds what a return *means*
(persons, events); these rows hold what *stands* in it, faults and all, which is what a rule must see.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

TABLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Header": (
            "Collection", "Year", "ReferenceDate", "SourceLevel", "LEA", "SoftwareCode", "Release",
            "SerialNo", "DateTime",
        ),
        "ChildIdentifiers": (
            "LAchildID", "UPN", "FormerUPN", "UPNunknown", "PersonBirthDate", "ExpectedPersonBirthDate",
            "Sex", "GenderCurrent", "PersonDeathDate",
        ),
        "ChildCharacteristics": ("Ethnicity",),
        "Disabilities": ("Disability",),
        "CINdetails": (
            "CINreferralDate", "ReferralSource", "PrimaryNeedCode", "CINclosureDate", "ReasonForClosure",
            "DateOfInitialCPC", "ReferralNFA",
        ),
        "Assessments": (
            "AssessmentActualStartDate", "AssessmentInternalReviewDate", "AssessmentAuthorisationDate",
        ),
        "AssessmentFactorsList": ("AssessmentFactors",),
        "CINplanDates": ("CINPlanStartDate", "CINPlanEndDate"),
        "Section47": ("S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired"),
        "ChildProtectionPlans": (
            "CPPstartDate", "CPPendDate", "InitialCategoryOfAbuse", "LatestCategoryOfAbuse",
            "NumberOfPreviousCPP",
        ),
        "Reviews": ("CPPreviewDate",),
        "PreProceedingsandFGDM": (
            "PPStartDate", "LBPSentDate", "FGDMMeetingOffer", "FGDMMeetingFac", "InitialPPMeetingDate",
            "ReviewMeetingsCount", "StepDecisionDate", "PPOutcome", "CourtAppDate", "LetterInitCPDate",
        ),
    }
)  # fmt: skip


@lru_cache(maxsize=65_536)
def day(text: str) -> date | None:
    """A date as returns write it (2025-06-08), or None where the text is none.

    Examples
    --------
    >>> day("2025-06-08"), day("8 June"), day("")
    (datetime.date(2025, 6, 8), None, None)
    """
    if len(text) != 10:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class Row:
    """One row of one table.

    Parameters
    ----------
    table
        A key of `TABLES`.
    number
        0-based, in document order, among all rows of the table in the return.
    within
        1-based, among the rows of this table within `parent`.
    values
        Raw text by column, as it stands; a column that is absent or empty is not in it.
    parent
        The row it stands in: an assessment in its CINdetails, a factor in its assessment, a review in its
        plan; None for what stands directly in the child.
    """

    __slots__ = ("number", "parent", "table", "values", "within")

    def __init__(
        self, table: str, number: int, within: int, values: dict[str, str], parent: Row | None = None
    ) -> None:
        self.table, self.number, self.within = table, number, within
        self.values, self.parent = values, parent

    def __getitem__(self, column: str) -> str:
        """The raw text; "" where it is absent or empty."""
        return self.values.get(column, "")

    def on(self, column: str) -> date | None:
        """The date in a column; None where it is absent or no date."""
        return day(self.values.get(column, ""))

    @property
    def place(self) -> str:
        """Where it stands within its child: "CINdetails 1, Assessments 2"."""
        own = f"{self.table} {self.within}"
        return f"{self.parent.place}, {own}" if self.parent else own


class Episode:
    """One CINdetails with the rows that stand in it, each list in document order."""

    __slots__ = (
        "assessments",
        "cin_plans",
        "cp_plans",
        "number",
        "pre_proceedings",
        "row",
        "section_47s",
    )

    def __init__(self, row: Row) -> None:
        self.row, self.number = row, row.within
        self.assessments: list[Row] = []
        self.cin_plans: list[Row] = []
        self.section_47s: list[Row] = []
        self.cp_plans: list[Row] = []
        self.pre_proceedings: list[Row] = []


class Child:
    """All rows of one child, each list in document order.

    Attributes
    ----------
    child_id
        LAchildID as it stands; "" where it is absent.
    identifiers, characteristics
        One row each; more where the identifier stands twice in a return, which is one child here.
    episodes
        Its CINdetails, each with what stands in it.
    factors, reviews
        Factors of all assessments and reviews of all child protection plans (`Row.parent` says of which).
    """

    __slots__ = (
        "characteristics",
        "child_id",
        "disabilities",
        "episodes",
        "factors",
        "identifiers",
        "reviews",
    )

    def __init__(self, child_id: str) -> None:
        self.child_id = child_id
        self.identifiers: list[Row] = []
        self.characteristics: list[Row] = []
        self.disabilities: list[Row] = []
        self.episodes: list[Episode] = []
        self.factors: list[Row] = []
        self.reviews: list[Row] = []
