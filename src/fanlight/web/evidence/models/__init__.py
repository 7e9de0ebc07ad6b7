"""What the evidence room keeps: series brought in, what people wrote on them, claims, pilots, plans."""

from fanlight.web.evidence.models.claims import Claim, ClaimVerdict, Rival, RivalTest, VerdictReview
from fanlight.web.evidence.models.pilots import Pilot, PilotCount
from fanlight.web.evidence.models.recommendations import Plan, PlanPassage
from fanlight.web.evidence.models.series import ImportedSeries, ImportedValue
from fanlight.web.evidence.models.written import SeriesNote, SeriesTarget

__all__ = [
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
