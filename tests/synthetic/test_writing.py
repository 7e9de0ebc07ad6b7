"""What is written can be read again, whole."""

from fanlight.casework.event import EventKind
from fanlight.exchange.recognise import read_any
from fanlight.synthetic.write import contact_records, final_decisions, write_authority


def test_written_files_are_read_back(small, tmp_path):
    paths = write_authority(small, tmp_path)
    readings = {path.name: read_any(path) for path in paths}
    assert {
        "cin_2022.xml",
        "cin_2023.xml",
        "cin_2024.xml",
        "annex_a.xlsx",
        "past_decisions.csv",
    } <= readings.keys()
    assert {name: r.set_aside for name, r in readings.items() if r.set_aside} == {}

    ssd = {e for name, r in readings.items() if name.startswith("ssd_") for e in map(plain, r.events)}
    assert {plain(e) for e in small.events if e.kind is not EventKind.LOOKED_AFTER} == ssd

    last_return = readings["cin_2024.xml"]
    referred = {(e.person_id, e.on) for e in last_return.events if e.kind is EventKind.REFERRAL}
    this_year = {
        (e.person_id, e.on)
        for e in small.events
        if e.kind is EventKind.REFERRAL and e.on.isoformat() >= "2023-04-01"
    }
    assert this_year
    assert this_year <= referred

    past = readings["past_decisions.csv"].past_decisions
    assert {(p.contact_id, p.person_id): p.level for p in past} == {
        line: d.level for line, d in final_decisions(small).items()
    }


def plain(event):
    return event.person_id, event.kind, event.on, event.ended_on


def test_a_contact_record_for_every_line(small):
    records = contact_records(small)
    assert len(records) == sum(len(c.children) for c in small.contacts)
    undecided = {r.contact_id for r in records if not r.outcome_flags}
    assert undecided == set(small.open_contacts)
