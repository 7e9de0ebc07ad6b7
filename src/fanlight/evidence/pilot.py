"""A pilot as it is registered: what, why, for whom, where, compared with what, how it will be analysed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from fanlight.evidence.frozen_text import canonical_text, text_hash
from fanlight.evidence.pilot_count import Count

COMPARISONS = ("before", "place", "both", "known")
CHOSEN = ("other", "worst", "lot")
METHODS = ("mid-p", "exact", "score")
LONGEST = 600  # months


class BadPilot(ValueError):
    """A registration that cannot be worked with; the message names the entry."""


@dataclass(frozen=True, slots=True)
class Start:
    """How the place came to be chosen.

    Attributes
    ----------
    chosen
        worst: because its count stood out; lot: drawn; other: for another reason.
    places
        Among how many, where it was the worst.
    variation
        Coefficient of variation of the places' true rates, where known; 0 takes them as alike.
    typical
        Count of an average place, where known.
    """

    chosen: str = "other"
    places: int = 1
    variation: float = 0.0
    typical: Count | None = None


@dataclass(frozen=True, slots=True)
class PilotSpec:
    """A pilot's registration.

    Attributes
    ----------
    title, why, for_whom, where, measure, exposure_unit, replication
        In people's own words: what is done, why it should work, for whom, where, what is counted, per what,
        and where it would be tried again.
    comparison
        before: the same place before; place: another place at the same time; both; known: a rate taken as
        known.
    before
        Count that it is compared with (before, expected of the other place, or of the known rate).
    after_exposure
        Exposure the pilot will have, in the unit of `before`.
    months
        Over which it will be counted, one count a month.
    smallest_effect
        Ratio nearest to 1 that would matter: below 1 for a wanted fall, above for a rise.
    method
        mid-p, exact or score.
    dispersion
        Variance over mean of such counts, at least 1.
    control_before, control_after_exposure
        With both: the other place before, and its exposure during the pilot.
    start
        How the place was chosen.
    """

    title: str
    comparison: str
    before: Count
    after_exposure: float
    months: int
    smallest_effect: float
    method: str = "mid-p"
    dispersion: float = 1.0
    control_before: Count | None = None
    control_after_exposure: float | None = None
    start: Start = Start()
    why: str = ""
    for_whom: str = ""
    where: str = ""
    measure: str = ""
    exposure_unit: str = ""
    replication: str = ""

    def __post_init__(self) -> None:
        _within("comparison", self.comparison, COMPARISONS)
        _within("method", self.method, METHODS)
        _within("chosen", self.start.chosen, CHOSEN)
        checks = (
            (self.after_exposure > 0, "after_exposure is a number above 0"),
            (self.smallest_effect > 0 and self.smallest_effect != 1, "smallest_effect is above 0 and not 1"),
            (1 <= self.months <= LONGEST, f"months lie between 1 and {LONGEST}"),
            (1 <= self.dispersion < 1e6, "dispersion is variance over mean, at least 1"),
            (self.before.events > 0, "before needs at least one event: a rate of 0 cannot be improved on"),
            (self.start.chosen != "worst" or self.start.places >= 2, "places: the worst of how many?"),
            (0 <= self.start.variation <= 10, "variation is a coefficient of variation, such as 0.2"),
            (
                self.comparison != "both" or (self.control_before and self.control_after_exposure),
                "comparison both needs control_before and control_after_exposure",
            ),
            (not (self.start.chosen == "worst" and self.method == "score"), "a worst start: mid-p or exact"),
        )
        for holds, wrong in checks:
            if not holds:
                raise BadPilot(wrong)

    @property
    def exposure_ratio(self) -> float:
        """Exposure of the pilot over that compared with."""
        return self.after_exposure / self.before.exposure

    def canonical(self) -> str:
        """Everything registered, as one text that is the same wherever it is written."""
        return canonical_text(asdict(self))

    def freeze_hash(self) -> str:
        """SHA-256 of the canonical text: whoever holds it can tell whether a word was changed later.

        Examples
        --------
        >>> spec = PilotSpec("Call back within a day", "before", Count(14, 5), 3, 36, 0.5)
        >>> spec.freeze_hash()[:12]
        'd78aa16c98a7'
        """
        return text_hash(self.canonical())


def read_pilot(content: Mapping[str, Any]) -> PilotSpec:
    """Read a registration from tables as TOML has them: top level, `[design]` and `[start]`.

    Parameters
    ----------
    content
        Title and words at the top; counts as "EVENTS/EXPOSURE".

    Returns
    -------
    PilotSpec
        Checked.

    Raises
    ------
    BadPilot
        An entry that is missing, unknown or of the wrong kind, by name.

    Examples
    --------
    >>> design = {"before": "14/5", "after_exposure": 3, "months": 36, "smallest_effect": 0.5}
    >>> read_pilot({"title": "Call back within a day", "design": design}).before.events
    14.0
    """
    top, design = dict(content), _table(content, "design")
    start = _table(content, "start")
    top.pop("design", None), top.pop("start", None)
    words: dict[str, Any] = {name: _text(top, name) for name in WORDS if name in top}
    known: dict[str, Any] = {
        "comparison": _text(design, "comparison") if "comparison" in design else "before",
        "before": _count(design, "before"),
        "after_exposure": _number(design, "after_exposure"),
        "months": int(_number(design, "months")),
        "smallest_effect": _number(design, "smallest_effect"),
    }
    for name in ("method",):
        known |= {name: _text(design, name)} if name in design else {}
    for name in ("dispersion", "control_after_exposure"):
        known |= {name: _number(design, name)} if name in design else {}
    known |= {"control_before": _count(design, "control_before")} if "control_before" in design else {}
    _nothing_else("the top", top, WORDS)
    _nothing_else("[design]", design, DESIGN)
    _nothing_else("[start]", start, ("chosen", "places", "variation", "typical"))
    if "title" not in words:
        raise BadPilot("title is missing")
    return PilotSpec(
        **words,
        **known,
        start=Start(
            chosen=_text(start, "chosen") if "chosen" in start else "other",
            places=int(_number(start, "places")) if "places" in start else 1,
            variation=_number(start, "variation") if "variation" in start else 0.0,
            typical=_count(start, "typical") if "typical" in start else None,
        ),
    )


WORDS = ("title", "why", "for_whom", "where", "measure", "exposure_unit", "replication")
DESIGN = (
    "comparison", "before", "after_exposure", "months", "smallest_effect", "method", "dispersion",
    "control_before", "control_after_exposure",
)  # fmt: skip


def _within(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise BadPilot(f"{name} is {value!r}; known are {', '.join(allowed)}")


def _nothing_else(place: str, table: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    unknown = sorted(set(table) - set(allowed))
    if unknown:
        raise BadPilot(f"{place} has {unknown[0]!r}, which is not known; known are {', '.join(allowed)}")


def _table(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = content.get(name, {})
    if not isinstance(table, Mapping):
        raise BadPilot(f"{name} is not a table: write [{name}]")
    return table


def _text(table: Mapping[str, Any], name: str) -> str:
    if not isinstance(table[name], str) or not table[name].strip():
        raise BadPilot(f"{name} is not a text")
    return str(table[name]).strip()


def _number(table: Mapping[str, Any], name: str) -> float:
    if name not in table:
        raise BadPilot(f"{name} is missing")
    value = table[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e15:
        raise BadPilot(f"{name} is not a number")
    return float(value)


def _count(table: Mapping[str, Any], name: str) -> Count:
    if name not in table:
        raise BadPilot(f"{name} is missing")
    try:
        return Count.read(str(table[name]))
    except ValueError as wrong:
        raise BadPilot(f"{name}: {wrong}") from None
