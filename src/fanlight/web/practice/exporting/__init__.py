"""What the practice room gives to exports."""

from fanlight.web.practice.exporting.learning import LEARNING, NotYourSession, persons_decided_about

TABLES = (*LEARNING,)

__all__ = ["TABLES", "NotYourSession", "persons_decided_about"]
