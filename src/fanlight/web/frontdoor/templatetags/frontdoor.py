"""The brief as a component: today's and a frozen one look the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fanlight.frontdoor.brief import CHILD, Brief
from fanlight.frontdoor.gaps import gap_lines

register = template.Library()


@register.inclusion_tag("frontdoor/brief.html")
def show_brief(
    brief: Brief,
    *,
    may_decide: bool = False,
    within: bool = False,
    text_ended_at: datetime | None = None,
    opens: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The one page: people, words, gaps, what was asked, what services recorded before.

    `within` a page that has a heading of its own, the reference is a part of it. `text_ended_at` is when
    the retention rule ended the text. `opens`: addresses of other contacts that one may open, by reference.
    """
    names = {person.ref: person.name for person in brief.people}
    return {
        "brief": brief,
        "text_ended_at": text_ended_at,
        "may_decide": may_decide,
        "gaps": gap_lines(brief.gaps),
        "opens": opens or {},
        "unnumbered": any(one.role == CHILD and not one.identifiers for one in brief.people),
        "heading": "h2" if within else "h1",
        "chronology": [(line, names.get(line.person_ref, "")) for line in brief.chronology],
        "several": len({line.person_ref for line in brief.chronology}) > 1,
    }


@register.simple_tag
def contact_link(ref: str, opens: Mapping[str, str]) -> SafeString | str:
    """The reference of another contact, as a link for who may open it."""
    return format_html('<a class="govuk-link" href="{}">{}</a>', opens[ref], ref) if ref in opens else ref
