"""What the front door gives to exports: by name, in codes, and as counts for sharing."""

from fanlight.web.frontdoor.exporting.checklists import CHECKLISTS, LEFT_OUT
from fanlight.web.frontdoor.exporting.coded import CODED
from fanlight.web.frontdoor.exporting.counts import COUNTS
from fanlight.web.frontdoor.exporting.records import RECORDS

TABLES = (*RECORDS, *CHECKLISTS, *CODED, *COUNTS)

__all__ = ["LEFT_OUT", "TABLES"]
