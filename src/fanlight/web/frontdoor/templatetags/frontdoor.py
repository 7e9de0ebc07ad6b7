"""The brief as a component: today's and a frozen one look the same."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template

from fanlight.frontdoor.brief import Brief

register = template.Library()


@register.inclusion_tag("frontdoor/brief.html")
def show_brief(
    brief: Brief, *, may_decide: bool = False, within: bool = False, text_ended_at: datetime | None = None
) -> dict[str, Any]:
    """The one page: people, words, gaps, what was asked, what services recorded before.

    `within` a page that has a heading of its own, the reference is a part of it. `text_ended_at` is when
    the retention rule ended the text.
    """
    names = {person.ref: person.name for person in brief.people}
    return {
        "brief": brief,
        "text_ended_at": text_ended_at,
        "may_decide": may_decide,
        "heading": "h2" if within else "h1",
        "chronology": [(line, names.get(line.person_ref, "")) for line in brief.chronology],
        "several": len({line.person_ref for line in brief.chronology}) > 1,
    }
