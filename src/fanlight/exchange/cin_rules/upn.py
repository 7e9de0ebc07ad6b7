"""Rules of the unique pupil number.

A UPN is a check letter, the three figures of the authority that issued it, the school's four, the year's two
and a serial of three, of which a temporary number ends in a letter (Department for Education, UPN guide).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from fanlight.exchange.cin_rules.rows import Child, Row
from fanlight.exchange.cin_rules.rule import (
    FROM_2025,
    NO,
    TO_2024,
    Broken,
    Census,
    broken,
    rule,
    rule_of_return,
    wrong_values,
    years_on,
)

LENGTH = 13
CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # by remainder of 23
_LAST = frozenset(CHECK_LETTERS + "0123456789")
_MISSING_FOR_A_REASON = frozenset({"UN2", "UN3", "UN4", "UN5", "UN6", "UN7"})

# Figures of authorities that issue or issued numbers: England's, Wales's and the ministries' own.
_ISSUERS = frozenset(
    f"{code:03}"
    for code in chain(
        range(1, 6), range(201, 214), range(301, 321), range(330, 337), range(340, 345), range(350, 360),
        range(370, 374), range(380, 385), range(390, 395), (420,), range(660, 682), range(701, 709),
        range(800, 804), range(805, 809), range(810, 814), (815, 816), range(820, 824), (825, 826, 830, 831),
        range(835, 842), (845, 846), range(850, 853), range(855, 858), (860, 861), range(865, 897),
        (908, 909, 916, 919, 921, 925, 926, 928, 929, 931, 933), range(935, 939), (940, 941),
    )
)  # fmt: skip
_ISSUERS_SINCE_2024 = _ISSUERS | {"942", "943"}  # Cumberland; Westmorland and Furness


def check_letter(upn: str) -> str:
    """The first letter that the twelve figures after it ask for.

    Examples
    --------
    >>> check_letter("E201692328062")
    'E'
    """
    return CHECK_LETTERS[sum(place * int(figure) for place, figure in enumerate(upn[1:], 2)) % 23]


def _whole(row: Row) -> bool:
    return len(row["UPN"]) == LENGTH


@rule(
    "1510",
    "ChildIdentifiers",
    "UPN invalid (wrong check letter at character 1)",
    fields="ChildIdentifiers.UPN",
)
def wrong_check_letter(child: Child, census: Census) -> Iterator[Broken]:
    """Only numbers of the full length, all figures after the letter, can be checked."""
    for row in child.identifiers:
        upn = row["UPN"]
        if len(upn) == LENGTH and upn[1:].isdecimal() and upn[0] != check_letter(upn):
            yield broken((row, "UPN"))


@rule_of_return(
    "1520", "ChildIdentifiers", "More than one record with the same UPN.", fields="ChildIdentifiers.UPN"
)
class SameUpn:
    """Two records with one UPN, of one child or of two."""

    def __init__(self) -> None:
        self._first: dict[str, tuple[int, str]] = {}
        self._again: dict[str, list[tuple[int, str]]] = {}

    def see(self, child: Child, census: Census) -> None:
        """Note number and child of each UPN."""
        for row in child.identifiers:
            if upn := row["UPN"]:
                here = (row.number, child.child_id)
                if self._first.setdefault(upn, here) is not here:
                    self._again.setdefault(upn, [self._first[upn]]).append(here)

    def end(self, census: Census) -> Iterable[Broken]:
        """One finding a child and UPN."""
        for upn, met in self._again.items():
            rows: dict[str, list[Row]] = {}
            for number, child_id in met:
                again = rows.setdefault(child_id, [])
                again.append(Row("ChildIdentifiers", number, len(again) + 1, {"UPN": upn}))
            for child_id, same in rows.items():
                yield Broken(tuple((row, "UPN") for row in same), upn, child_id)


@rule(
    "1530",
    "ChildIdentifiers",
    "UPN invalid (characters 2-4 not a recognised LA code)",
    fields="ChildIdentifiers.UPN",
    years=[2023],
)
def unknown_issuer_2023(child: Child, census: Census) -> Iterator[Broken]:
    """As it stood before Cumbria was divided."""
    return wrong_values(child.identifiers, "UPN", lambda r: _whole(r) and r["UPN"][1:4] not in _ISSUERS)


@rule(
    "1530",
    "ChildIdentifiers",
    "UPN invalid (characters 2-4 not a recognised LA code)",
    fields="ChildIdentifiers.UPN",
    years=range(2024, 2028),
)
def unknown_issuer(child: Child, census: Census) -> Iterator[Broken]:
    """The authority that issued it is none that ever did."""
    for row in child.identifiers:
        if _whole(row) and row["UPN"][1:4] not in _ISSUERS_SINCE_2024:
            yield broken((row, "UPN"))


@rule(
    "1540",
    "ChildIdentifiers",
    "UPN invalid (characters 5-12 not all numeric)",
    fields="ChildIdentifiers.UPN",
)
def letters_within(child: Child, census: Census) -> Iterator[Broken]:
    """A number too short to have these characters is told here too."""
    for row in child.identifiers:
        upn = row["UPN"]
        if upn and not upn[4:12].isdigit():
            yield broken((row, "UPN"))


@rule(
    "1550",
    "ChildIdentifiers",
    "UPN invalid (character 13 not a recognised value)",
    fields="ChildIdentifiers.UPN",
)
def unknown_last_character(child: Child, census: Census) -> Iterator[Broken]:
    """A figure, or a check letter for a temporary number."""
    for row in child.identifiers:
        if _whole(row) and row["UPN"][12] not in _LAST:
            yield broken((row, "UPN"))


@rule(
    "1560Q",
    "ChildIdentifiers",
    "Please check and either amend or provide a reason: Former UPN wrongly formatted",
    fields="ChildIdentifiers.FormerUPN",
)
def former_upn_misformed(child: Child, census: Census) -> Iterator[Broken]:
    """A letter and twelve figures."""
    for row in child.identifiers:
        upn = row["FormerUPN"]
        if upn and not (len(upn) == LENGTH and upn[0].isalpha() and upn[1:].isdigit()):
            yield broken((row, "FormerUPN"))


def _upn_due(child: Child, born_by: date, census: Census) -> Iterator[Broken]:
    """No UPN, and no reason that holds, for a child of age with a referral taken further."""
    for row in child.identifiers:
        born_on = row.on("PersonBirthDate")
        if row["UPN"] or not born_on or born_on > born_by:
            continue
        taken_further = any(episode.row["ReferralNFA"].lower() in NO for episode in child.episodes)
        if taken_further and row["UPNunknown"].upper() not in _MISSING_FOR_A_REASON:
            yield broken((row, "UPN"), (row, "UPNunknown"), key="UPN")


@rule(
    "8770Q",
    "ChildIdentifiers",
    "Please check and either amend data or provide a reason: UPN is missing or reason UPN is missing or is "
    "UN1 for a child who is of school age.",
    fields="ChildIdentifiers.UPN ChildIdentifiers.UPNunknown CINdetails.ReferralNFA",
    years=FROM_2025,
)
def upn_missing(child: Child, census: Census) -> Iterator[Broken]:
    """Of school age: six on or before the 31 August after the census year."""
    return _upn_due(child, date(census.ended_on.year - 6, 8, 31), census)


@rule(
    "8770Q",
    "ChildIdentifiers",
    "Please check and either amend data or provide a reason: UPN or reason UPN missing expected for a child "
    "who is more than 5 years old",
    fields="ChildIdentifiers.UPN ChildIdentifiers.UPNunknown CINdetails.ReferralNFA",
    years=TO_2024,
)
def upn_missing_to_2024(child: Child, census: Census) -> Iterator[Broken]:
    """Six on or before the last day of the census year."""
    return _upn_due(child, years_on(census.ended_on, -6), census)


@rule(
    "8772",
    "ChildIdentifiers",
    "UPN unknown reason is UN7 (Referral with no further action) but at least one CIN details is a referral "
    "going on to further action",
    fields="ChildIdentifiers.UPNunknown CINdetails.ReferralNFA",
)
def further_action_for_un7(child: Child, census: Census) -> Iterator[Broken]:
    """One finding for each way ReferralNFA is written."""
    for row in child.identifiers:
        if row["UPNunknown"] != "UN7":
            continue
        if not child.episodes:
            yield broken((row, "UPNunknown"))
        for episode in child.episodes:
            nfa = episode.row["ReferralNFA"]
            if nfa.lower() not in ("true", "1"):
                yield broken((row, "UPNunknown"), (episode.row, "ReferralNFA"), key=nfa)
