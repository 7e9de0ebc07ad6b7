"""Writes a made-up authority as the files that authorities hold."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

from fanlight.exchange.write_annex_a import write_annex_a
from fanlight.exchange.write_cin_census import write_cin_census
from fanlight.exchange.write_ssd_csv import write_ssd_csv
from fanlight.frontdoor.contact import ContactRecord
from fanlight.frontdoor.decision import Step
from fanlight.synthetic.authority import Authority, MadeUpDecision
from fanlight.terms.codes import REFERRAL_SOURCE
from fanlight.terms.levels import WORKING_TOGETHER


def final_decisions(authority: Authority) -> dict[tuple[str, str], MadeUpDecision]:
    """Find the step that settled each child's line, by contact id and person id.

    Lines still waiting for information or for a manager are not in it.
    """
    return {
        (d.contact_id, d.person_id): d
        for d in authority.decisions
        if d.step is not Step.RECOMMENDED and d.level != "awaiting_information"
    }


def contact_records(authority: Authority) -> list[ContactRecord]:
    """Write each child's line as a contact record, with the outcome flag of the level it was given."""
    settled = final_decisions(authority)
    records = []
    for contact in authority.contacts:
        for child in contact.children:
            decision = settled.get((contact.contact_id, child))
            flag = WORKING_TOGETHER[decision.level].ssd_flag if decision else ""
            records.append(
                ContactRecord(
                    contact.contact_id,
                    child,
                    contact.received_at,
                    source_code=contact.source_code,
                    source_words=f"{contact.source_code}: {REFERRAL_SOURCE.label(contact.source_code)}",
                    outcome_flags={flag: "Y"} if flag else {},
                )
            )
    return records


def write_authority(authority: Authority, folder: Path) -> tuple[Path, ...]:
    """Write the whole authority into `folder`, which is made if need be.

    Returns
    -------
    tuple of Path
        `cin_<year>.xml` for every collection year touched (1 April to 31 March, the last one unfinished),
        `annex_a.xlsx` as on the last day, the tables `ssd/*.csv`, and `past_decisions.csv`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    last = authority.stopped_at.date() - timedelta(1)
    paths: list[Path] = []
    first_year = authority.starts_on.year + (authority.starts_on.month > 3)
    for year in range(first_year, last.year + (last.month > 3) + 1):
        path = folder / f"cin_{year}.xml"
        written = write_cin_census(
            path, authority.persons, authority.events, year=year, authority_code=authority.code
        )
        paths += written.paths
    contacts = contact_records(authority)
    annex = folder / "annex_a.xlsx"
    paths += write_annex_a(annex, authority.persons, authority.events, contacts, as_on=last).paths
    ssd = folder / "ssd"
    ssd.mkdir(exist_ok=True)
    paths += write_ssd_csv(ssd, authority.persons, authority.events, contacts).paths
    return (*paths, write_past_decisions(authority, folder / "past_decisions.csv"))


def write_past_decisions(authority: Authority, path: Path) -> Path:
    """Write the settled lines as a plain list of past decisions, the decider by worker id."""
    received = {c.contact_id: c.received_at for c in authority.contacts}
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["contact id", "child id", "received", "decided", "level", "worker"])
        for (contact_id, person_id), d in final_decisions(authority).items():
            row = [contact_id, person_id, f"{received[contact_id]:%Y-%m-%d %H:%M}", f"{d.at:%Y-%m-%d %H:%M}"]
            table.writerow([*row, d.level, d.by])
    return path
