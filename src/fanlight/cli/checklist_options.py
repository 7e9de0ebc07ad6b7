"""What the commands of `fanlight checklist` are told alike."""

from __future__ import annotations

import click

from fanlight.frontdoor.best_tree import Goal

MOST_CUES = 5
SEED = 20_140_401


class GoalOption(click.ParamType[Goal]):
    """balanced, net-benefit:T or sens:W."""

    name = "balanced|net-benefit:T|sens:W"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Goal:
        """The goal that the words name."""
        if isinstance(value, Goal):
            return value
        kind, _, number = str(value).partition(":")
        try:
            goal = Goal(kind, float(number) if number else 0.5)
            goal.price(1, 1)
        except ValueError as wrong:
            self.fail(str(wrong), param, ctx)
        if (kind == "balanced") == bool(number):
            self.fail(f"{value} is none of balanced, net-benefit:T, sens:W", param, ctx)
        return goal
