"""The kinds of export: what each is for, what is not in it and why, and who may take it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from fanlight.web.accounts.access import Predicate, signed_in
from fanlight.web.accounts.models import User
from fanlight.web.exchange.permissions import (
    may_export_evidence,
    may_export_imports,
    may_export_pseudonymised,
    may_export_records,
    may_export_shared,
)


class Kind(StrEnum):
    """One kind of export."""

    OWN = "own"
    RECORDS = "records"
    PSEUDONYMISED = "pseudonymised"
    SHARED = "shared"
    EVIDENCE = "evidence"
    IMPORTS = "imports"


@dataclass(frozen=True)
class Words:
    """What the page and the README say of a kind."""

    title: str
    what: str
    left_out: Sequence[str]
    notes: Sequence[str] = ()


_NO_FORECAST = "Forecasts, lessons and questions: they are a worker’s own, and in no other export."
_NO_WORKER = (
    "Who decided, who read, who asked, the exact time of a decision and its place among others: feedback "
    "belongs to the worker."
)

WORDS = {
    Kind.OWN: Words(
        "My own work",
        "Your decisions with the time you took them and what services recorded next; your forecasts, "
        "lessons, questions, the pages you showed, what families and referrers said of contacts you decided "
        "on, and forms you have not sent. Only your own sign-in makes it.",
        ["The name of a child and the text of a contact: its number is there, to find it in Fanlight."],
        [
            "Once it is on a disk, whoever has the disk has it. Read “what can be kept private” first.",
            "What services recorded next is not right or wrong; silence may mean safe, moved or unseen.",
        ],
    ),
    Kind.RECORDS: Words(
        "Contacts and decisions, by name",
        "Everything about the contacts that you may open: persons, the text as it was told, what was asked "
        "and answered, decisions with reasons and answers. Each child’s audit log says that you took it.",
        [
            _NO_WORKER,
            "What services recorded next: beside decisions by name it could be laid on whoever decided. The "
            "operator’s command has it, and the export without names.",
            _NO_FORECAST,
            "Workers’ accounts, and the audit log, which has a page of its own.",
        ],
        ["Words that people wrote are as they wrote them, names of colleagues included."],
    ),
    Kind.PSEUDONYMISED: Words(
        "For an analysis, without names",
        "Children, contacts, decisions, checklist answers and events in codes, joined by a pseudonym that is "
        "made for this one file; its key is thrown away. The same child has another pseudonym in the next.",
        [
            "Names, numbers of the case system, addresses, every text that somebody wrote.",
            "Date of birth: the year alone; ethnicity: the main group. Both are blank where fewer than five "
            "children share them with the same sex.",
            _NO_WORKER,
            "Teams: a small one names its people.",
            _NO_FORECAST,
        ],
        [
            "It is still personal data: whoever knows the days of a child’s history can find the child. Keep "
            "it where records are kept, and give it to nobody outside.",
            "Whoever may take the export by name may not take this one: side by side they could be joined.",
        ],
    ),
    Kind.SHARED: Words(
        "Counts for sharing",
        "Contacts by month, and by source, level decided and team; contacts followed by a referral; "
        "referrals, assessments and conferences by month and by what became of them. Fit to leave the "
        "authority.",
        [
            "Numbers from 1 to 4: “c” stands for them, as the Department writes it, and for others that "
            "would give them away beside a total. A marked number may still be any of 1, 2, 3 or 4.",
            "Groups and totals of a year that is not over: two files a month apart could be taken from each "
            "other. Its months are told without groups.",
            "Teams of fewer than five people who decided stand together; nothing about a single worker.",
        ],
        [
            "rounded_to_10 is the same number to the nearest 10, as counts for England and its regions are "
            "published; “c” stays “c”.",
            "A file made after late records came in, laid beside an earlier one, tells how many came late.",
            "Counted as held in Fanlight; the first months of a history may be told in part.",
        ],
    ),
    Kind.EVIDENCE: Words(
        "Evidence: series, pilots, investigations",
        "Series that were brought in, with every value as it was published; notes and targets; pilots and "
        "their numbers; claims, other explanations, tests, verdicts and what came of them; plans.",
        [
            "Who wrote a note, a claim, a test or a review, who locked or froze: the pages and the audit log "
            "have it.",
            "Who gave a verdict, its exact time, and its probability: a verdict stands without a name, and "
            "beside what came about, probabilities would tell how good somebody’s are. The page of each "
            "investigation has the probability.",
            "Figures that Fanlight works out from contacts and events: the monthly report has them.",
        ],
        [
            "Numbers are as somebody brought them in: small ones are not hidden. Look before it is given on.",
            "Words that people wrote are as they wrote them, names of colleagues included.",
        ],
    ),
    Kind.IMPORTS: Words(
        "Imports, codes and settings",
        "Files that were read, what they brought and what was set aside, what local values were decided to "
        "mean, windows within which records belong together, teams and settings.",
        [
            "Who handed a file in, decided a code or set a window: the audit log has it.",
            "Tokens of case systems: they are secrets, and only a digest of them is held.",
        ],
        ["A value that was set aside may name a child: it stands here as it stood in the file."],
    ),
}
ALLOWED: dict[Kind, Predicate] = {
    Kind.OWN: signed_in,
    Kind.RECORDS: may_export_records,
    Kind.PSEUDONYMISED: may_export_pseudonymised,
    Kind.SHARED: may_export_shared,
    Kind.EVIDENCE: may_export_evidence,
    Kind.IMPORTS: may_export_imports,
}


def kinds_for(user: User) -> list[Kind]:
    """What this person may take."""
    return [kind for kind in Kind if ALLOWED[kind](user)]
