"""The parts of the evidence room that whoever looks at it may open: ``{% load evidence %}``."""

from __future__ import annotations

from typing import Any

from django import template

from fanlight.web.evidence.permissions import may_investigate, may_read_evidence, may_read_investigations

register = template.Library()
PARTS = (
    ("series", "Series", may_read_evidence),
    ("comparisons", "Comparison areas", may_read_investigations),
    ("claims", "Investigations", may_read_investigations),
    ("plans", "Recommendations check", may_investigate),
    ("pilots", "Pilots", may_read_investigations),
)


@register.simple_tag(takes_context=True)
def parts(context: Any) -> list[tuple[str, str]]:
    """Address and words of each."""
    user = context["request"].user
    return [(f"evidence:{name}", words) for name, words, allowed in PARTS if allowed(user)]


@register.simple_tag(takes_context=True)
def may_write(context: Any) -> bool:
    """Whether whoever looks may investigate, not read alone."""
    return may_investigate(context["request"].user)
