"""The published figures that come with Fanlight: an authority beside its statistical neighbours.

Open Government Licence v3.0; `sources` says of each what it is and where it is from.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO, StringIO
from types import MappingProxyType

from fanlight.exchange.published import LOCAL, Figure, PublishedTable, read_published

_FOLDER = files("fanlight.exchange.published_data")


@dataclass(frozen=True, slots=True)
class PublishedSource:
    """Where a bundled table is from, in the words to be shown beside it."""

    data_set: str
    title: str
    publisher: str
    release: str
    original_name: str
    rows: int
    licence: str

    def sentence(self) -> str:
        """For a figure's foot.

        Examples
        --------
        >>> sources()["c1"].sentence()
        'Referrals and re-referrals. Department for Education, Children in need, reporting year 2025. ...'
        """
        return f"{self.title}. {self.publisher}, {self.release}. {self.licence}."


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A statistical neighbour: its three-figure code, and how close the model finds it."""

    la_code: str
    closeness: str


@cache
def sources() -> Mapping[str, PublishedSource]:
    """Where each bundled table is from, by data set."""
    text = (_FOLDER / "SOURCES.csv").read_text("utf-8")
    return MappingProxyType(
        {
            row["file"].removesuffix(".csv.gz"): PublishedSource(
                row["file"].removesuffix(".csv.gz"),
                row["title"],
                row["publisher"],
                row["release"],
                row["original_name"],
                int(row["rows"]),
                row["licence"],
            )
            for row in csv.DictReader(StringIO(text))
        }
    )


@cache
def published(data_set: str) -> PublishedTable:
    """A bundled table: "c1" (referrals), "c2" (assessments), "c4" (section 47), "c6" (months), "headline".

    Raises
    ------
    KeyError
        When Fanlight comes with no such table.
    """
    if data_set not in sources() or data_set == "neighbours":
        raise KeyError(f"no published table {data_set!r} comes with Fanlight")
    return read_published(BytesIO(unpacked(data_set)))


def neighbours_of(la_code: str) -> tuple[Neighbour, ...]:
    """An authority's ten statistical neighbours (2025 model), nearest first; () for one unknown to it.

    Parameters
    ----------
    la_code
        Three-figure code of the authority.

    Examples
    --------
    >>> [(near.la_code, near.closeness) for near in neighbours_of("816")][:2]
    [('916', 'Very close'), ('800', 'Very close')]
    """
    return _neighbours().get(la_code, ())


@cache
def _neighbours() -> Mapping[str, tuple[Neighbour, ...]]:
    rows = csv.DictReader(StringIO(unpacked("neighbours").decode("utf-8-sig")))
    return {
        row["old_la_code"]: tuple(
            Neighbour(row[f"SN_{n}"].strip(), row[f"SN_{n}P"].strip()) for n in range(1, 11)
        )
        for row in rows
    }


@cache
def authority_names() -> Mapping[str, str]:
    """Name by three-figure code, of every authority in the bundled figures, the old ones too."""
    return {row.la_code: row.name for row in published("c1").rows if row.level == LOCAL}


def beside_neighbours(data_set: str, measure: str, la_code: str) -> dict[str, dict[str, Figure | None]]:
    """One figure by period, of an authority, its neighbours, and England.

    Parameters
    ----------
    data_set, measure
        Such as "c1" and "rereferral_percent".
    la_code
        Three-figure code of the authority.

    Returns
    -------
    dict
        Series by code: the authority first, then its neighbours (nearest first), then England under "".

    Raises
    ------
    KeyError
        When there is no such table or measure.

    Examples
    --------
    >>> series = beside_neighbours("c1", "rereferral_percent", "816")
    >>> list(series)[:2], len(series), series["816"]["2025"]
    (['816', '916'], 12, 23.2)
    """
    table = published(data_set)
    codes = [la_code, *(near.la_code for near in neighbours_of(la_code)), ""]
    return {code: table.series(measure, code) for code in codes}


def unpacked(data_set: str) -> bytes:
    """A bundled table as it was published."""
    return gzip.decompress((_FOLDER / f"{data_set}.csv.gz").read_bytes())
