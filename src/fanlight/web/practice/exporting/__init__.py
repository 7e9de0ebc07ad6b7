"""What the practice room gives to exports."""

from fanlight.web.practice.exporting.guards import GUARDS
from fanlight.web.practice.exporting.hypotheses import HYPOTHESES
from fanlight.web.practice.exporting.learning import LEARNING, NotYourSession, persons_decided_about
from fanlight.web.practice.exporting.noise import NOISE
from fanlight.web.practice.exporting.safety import LEFT_OUT
from fanlight.web.practice.exporting.trials import TRIALS

TABLES = (*LEARNING, *HYPOTHESES, *GUARDS, *TRIALS, *NOISE)

__all__ = ["LEFT_OUT", "TABLES", "NotYourSession", "persons_decided_about"]
