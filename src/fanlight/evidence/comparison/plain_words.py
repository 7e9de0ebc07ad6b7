"""What each estimator takes for granted, to somebody without statistics."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PLAIN: Mapping[str, str] = MappingProxyType(
    {
        "interrupted_time_series": "The area alone: its own level, trend and months of the year go on.",
        "difference_in_differences": "The plain mean of the comparison areas, moved to this area’s level.",
        "synthetic_control": "The mixture of comparison areas that ran nearest to this one before.",
        "augmented_synthetic_control": "The same mixture, corrected for what it missed before.",
        "synthetic_difference_in_differences": "Areas and months weighted so that both ran alike before.",
        "factor_model": "The courses that the comparison areas share, and how this area answered to each.",
        "count_synthetic_control": "A sum of parts of the comparison areas’ counts; the change is a ratio.",
    }
)
