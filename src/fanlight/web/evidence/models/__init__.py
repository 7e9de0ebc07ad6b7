"""What the evidence room keeps: series brought in, and what people wrote on a series."""

from fanlight.web.evidence.models.series import ImportedSeries, ImportedValue
from fanlight.web.evidence.models.written import SeriesNote, SeriesTarget

__all__ = ["ImportedSeries", "ImportedValue", "SeriesNote", "SeriesTarget"]
