"""An authority's published value of a measure beside those of its statistical neighbours and England."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from fanlight.exchange.published import MARK_WORDS, Figure, Mark
from fanlight.exchange.published_figures import authority_names, neighbours_of, published

# Data set; columns above the line; the column below, or "" where the first is a percentage already.
Parts = tuple[str, tuple[str, ...], str]

_IN_45 = ("same_day", "1-10_days", "11-20_days", "21-30_days", "31-40_days", "41-45_days")
PUBLISHED: Mapping[str, Parts] = MappingProxyType(
    {
        "re_referral_12m": ("c1", ("rereferral_percent",), ""),
        "referral_no_further_action": ("c1", ("nfa_percent",), ""),
        "assessment_in_45_working_days": ("c2", _IN_45, "assessments"),
        "section_47_to_conference_15": ("c4", ("duration_0-10_days", "duration_11-15_days"), "conferences"),
    }
)


@dataclass(frozen=True, slots=True)
class PublishedShare:
    """One authority's published percentage.

    Attributes
    ----------
    value
        Percent; None where it is not published.
    words
        The percentage, or why there is none ("suppressed …").
    """

    name: str
    period: str
    value: float | None
    words: str


def published_shares(code: str, la_code: str) -> list[PublishedShare]:
    """The newest published percentages of a measure: the authority, its ten neighbours, England.

    Parameters
    ----------
    code
        A key of `PUBLISHED`.
    la_code
        Three-figure code of the authority. One without published figures is left out; England stays.

    Examples
    --------
    >>> shares = published_shares("re_referral_12m", "816")
    >>> shares[0], shares[-1].name, len(shares)
    (PublishedShare(name='York', period='2025', value=23.2, words='23 %'), 'England', 12)
    """
    names = authority_names()
    codes = [one for one in (la_code, *(near.la_code for near in neighbours_of(la_code))) if one in names]
    return [
        share
        for one in [*codes, ""]
        if (share := _newest(PUBLISHED[code], one, names.get(one, "England"))) is not None
    ]


def beside_in_words(shares: Sequence[PublishedShare]) -> str:
    """What `published_shares` found, in a sentence.

    Examples
    --------
    >>> print(beside_in_words(published_shares("re_referral_12m", "816")))
    Published, year to March 2025: York 23 %; its 10 statistical neighbours 13 % to 41 %; England 23 %.
    >>> print(beside_in_words(published_shares("re_referral_12m", "999")))
    Published, year to March 2025: England 23 %.
    """
    *local, england = shares
    told = [f"{share.name} {share.words}" for share in local[:1]]
    known = [share.value for share in local[1:] if share.value is not None]
    if known:
        told.append(f"its {len(known)} statistical neighbours {min(known):.0f} % to {max(known):.0f} %")
    told.append(f"{england.name} {england.words}")
    return f"Published, year to March {england.period}: {'; '.join(told)}."


def _newest(parts: Parts, la_code: str, name: str) -> PublishedShare | None:
    data_set, above, below = parts
    table = published(data_set)
    series = [table.series(column, la_code) for column in above]
    wholes = table.series(below, la_code) if below else {}
    period = max(series[0], default="")
    if not period:
        return None
    told: list[Figure | None] = [one.get(period) for one in series]
    whole: Figure | None = wholes.get(period) if below else 100
    mark = next((one for one in (*told, whole) if isinstance(one, Mark)), None)
    if mark:
        return PublishedShare(name, period, None, MARK_WORDS[mark])
    figures = [one for one in told if isinstance(one, int | float)]
    if len(figures) < len(told) or not isinstance(whole, int | float) or not whole:
        return PublishedShare(name, period, None, "not published")
    percent = 100 * sum(figures) / whole
    return PublishedShare(name, period, round(percent, 1), f"{percent:.0f} %")
