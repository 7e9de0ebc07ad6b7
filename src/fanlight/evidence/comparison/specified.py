"""The specification of a comparison of areas, so that anybody can run it again."""

from __future__ import annotations

from collections.abc import Iterable

from fanlight.evidence.specification import Specification

COMPARISON = "comparison"
NEIGHBOURS, ALL = "neighbours", "all"


def specified(
    measure: str,
    place: str,
    begins: str,
    *,
    until: str = "",
    left_out: Iterable[str] = (),
    pool: str = NEIGHBOURS,
) -> Specification:
    """Say which measure of which area is compared from when on, and with whom not.

    Parameters
    ----------
    measure, place
        Of the published figures.
    begins, until
        First period with the change, last that is looked at; as ISO months or days.
    left_out
        Codes of areas that are neither compared with nor asked as placebos.
    pool
        `NEIGHBOURS` (statistical neighbours) or `ALL` (every other area).

    Examples
    --------
    >>> specified("referrals", "816", "2020-04", left_out=["380", "371"]).to_json()
    '{"kind": "comparison", ..., "settings": {"from": "2020-04", "left_out": "371,380"}, "version": 1}'
    """
    settings: dict[str, str] = {"from": begins}
    if until:
        settings["until"] = until
    if gone := ",".join(sorted(set(left_out))):
        settings["left_out"] = gone
    if pool != NEIGHBOURS:
        settings["pool"] = pool
    return Specification(COMPARISON, f"published-{measure}-{place}", settings)


def left_out_of(spec: Specification) -> tuple[str, ...]:
    """Codes of the areas that a specification leaves out.

    >>> left_out_of(specified("referrals", "816", "2020-04", left_out=["380"]))
    ('380',)
    """
    return tuple(filter(None, str(spec.settings.get("left_out", "")).split(",")))
