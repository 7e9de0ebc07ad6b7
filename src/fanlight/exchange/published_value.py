"""An authority's own published value of a measure in one year: what an own count is reconciled with."""

from __future__ import annotations

from fanlight.casework.reconciled import PublishedValue
from fanlight.exchange.published import MARK_WORDS, Figure, Mark
from fanlight.exchange.published_figures import authority_names, published
from fanlight.exchange.published_shares import PUBLISHED

_COUNTED_OF = {"c1": "referrals", "c2": "assessments", "c4": "conferences"}
_STEP = 0.1  # percentages are published to one decimal; what is worked out from counts is exact


def published_years(code: str, la_code: str) -> list[int]:
    """Years (named by their end) with a published value of a measure, the newest first.

    Examples
    --------
    >>> published_years("re_referral_12m", "816")[:2]
    [2025, 2024]
    """
    data_set, above, _ = PUBLISHED[code]
    return sorted((int(year) for year in published(data_set).series(above[0], la_code)), reverse=True)


def published_value(code: str, la_code: str, year: int) -> PublishedValue:
    """The published value of one year.

    Parameters
    ----------
    code
        A key of `fanlight.exchange.published_shares.PUBLISHED`.
    la_code
        Three-figure code of the authority.
    year
        The year in which the reporting year ends.

    Raises
    ------
    KeyError
        When nothing is published of that authority and year (see `published_years`).

    Examples
    --------
    >>> published_value("re_referral_12m", "816", 2025)
    PublishedValue(year=2025, percent=23.2, of=1837, step=0.1, words='')
    """
    data_set, above, below = PUBLISHED[code]
    table = published(data_set)
    told: list[Figure | None] = [table.series(column, la_code)[str(year)] for column in above]
    count = table.series(_COUNTED_OF[data_set], la_code).get(str(year))
    of = count if isinstance(count, int) else None
    whole: Figure | None = count if below else 100
    figures = [one for one in told if isinstance(one, int | float) and not isinstance(one, Mark)]
    mark = next((one for one in (*told, whole) if isinstance(one, Mark)), None)
    if mark or len(figures) < len(told) or not isinstance(whole, int | float) or not whole:
        return PublishedValue(year, None, of, _STEP, MARK_WORDS[mark] if mark else "not published")
    return PublishedValue(year, 100 * sum(figures) / whole, of, _STEP)


def la_code_of(name: str) -> str:
    """The code of the authority of this name in the published figures; "" for one that is not there.

    Examples
    --------
    >>> la_code_of("City of York Council"), la_code_of("Exampleshire (made up)")
    ('816', '')
    """
    wanted = _plain(name)
    return next((code for code, known in authority_names().items() if wanted and _plain(known) == wanted), "")


def _plain(name: str) -> str:
    """A name without the words that some write and some do not."""
    dropped = {
        "council",
        "county",
        "borough",
        "city",
        "of",
        "london",
        "metropolitan",
        "royal",
        "the",
        "unitary",
    }
    words = name.casefold().replace(",", " ").replace("&", "and").split()
    return " ".join(word for word in words if word not in dropped)
