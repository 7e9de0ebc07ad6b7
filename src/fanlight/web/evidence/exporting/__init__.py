"""What the evidence room gives to exports: figures, pilots, investigations; nobody's name with them."""

from fanlight.web.evidence.exporting.comparisons import COMPARISONS
from fanlight.web.evidence.exporting.investigations import INVESTIGATIONS
from fanlight.web.evidence.exporting.pilots import PILOTS
from fanlight.web.evidence.exporting.plans import PLANS
from fanlight.web.evidence.exporting.series import SERIES

TABLES = (*SERIES, *COMPARISONS, *PILOTS, *INVESTIGATIONS, *PLANS)
