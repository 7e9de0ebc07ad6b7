"""What the practice room gives to exports."""

from fanlight.web.practice.exporting import near_misses, second_looks
from fanlight.web.practice.exporting.guards import GUARDS
from fanlight.web.practice.exporting.hypotheses import HYPOTHESES
from fanlight.web.practice.exporting.learning import LEARNING, NotYourSession, persons_decided_about
from fanlight.web.practice.exporting.near_misses import NEAR_MISSES
from fanlight.web.practice.exporting.noise import NOISE
from fanlight.web.practice.exporting.trials import TRIALS
from fanlight.web.practice.exporting.working_day import WORKING_DAY

TABLES = (*LEARNING, *HYPOTHESES, *GUARDS, *TRIALS, *NOISE, *NEAR_MISSES, *WORKING_DAY)
LEFT_OUT = {**near_misses.LEFT_OUT, **second_looks.LEFT_OUT}

__all__ = ["LEFT_OUT", "TABLES", "NotYourSession", "persons_decided_about"]
