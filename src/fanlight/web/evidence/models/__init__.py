"""What the evidence room keeps: series brought in and notes on them, comparisons, claims, pilots."""

from fanlight.web.evidence.models.claims import Claim, ClaimVerdict, Rival, RivalTest, VerdictReview
from fanlight.web.evidence.models.comparisons import AreaComparison
from fanlight.web.evidence.models.pilots import Pilot, PilotCount
from fanlight.web.evidence.models.recommendations import Plan, PlanPassage
from fanlight.web.evidence.models.series import ImportedSeries, ImportedValue
from fanlight.web.evidence.models.written import SeriesNote, SeriesTarget

__all__ = [
    "AreaComparison",
    "Claim",
    "ClaimVerdict",
    "ImportedSeries",
    "ImportedValue",
    "Pilot",
    "PilotCount",
    "Plan",
    "PlanPassage",
    "Rival",
    "RivalTest",
    "SeriesNote",
    "SeriesTarget",
    "VerdictReview",
]
