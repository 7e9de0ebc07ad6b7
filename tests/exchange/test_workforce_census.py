"""Workforce census: typed tables, no person, no event, and each strange element told."""

from __future__ import annotations

from io import BytesIO

import pytest

from fanlight.exchange.reading import Reading, Unreadable
from fanlight.exchange.recognise import read_any
from fanlight.exchange.workforce_census import read_workforce_census
from tests.exchange.samples import DATA, assert_account_closes

SAMPLE = DATA / "workforce" / "social_work_workforce_2022.xml"


def returned(workers: str) -> Reading:
    text = f"""<Message><Header><CollectionDetails><Collection>CSWW</Collection><Year>2022</Year>
<ReferenceDate>2022-09-30</ReferenceDate></CollectionDetails><Source><LEA>301</LEA></Source></Header>{workers}</Message>"""
    reading = read_workforce_census(BytesIO(text.encode()))
    assert_account_closes(reading)
    return reading


def test_the_sample_is_read_whole() -> None:
    reading = read_any(SAMPLE)
    assert (reading.format, reading.year, reading.authority_code) == ("workforce_census", 2022, "301")
    assert reading.records == {"LALevelVacancies": 1, "CSWWWorker": 30}
    assert reading.set_aside == ()
    assert reading.tables["LALevelVacancies"].rows == ((79.68, 59.82, 71),)
    workers = reading.tables["CSWWWorker"]
    assert sum(workers.column("AgencyWorker")) == 18
    assert sum(fte is not None for fte in workers.column("FTE")) == SAMPLE.read_text().count("<FTE>")


def test_workers_never_become_persons_or_events() -> None:
    reading = read_any(SAMPLE)
    assert (reading.persons, reading.events, reading.contacts) == ((), (), ())


def test_values_that_cannot_be_read_are_told_and_the_row_stays() -> None:
    reading = returned(
        "<CSWWWorker><FTE>nan</FTE><Shoes>9</Shoes>stray<FTE>1</FTE><Cases30>12</Cases30></CSWWWorker>"
        "<CSWWWorker><FTE/></CSWWWorker>oops"
    )
    assert {(item.place.split(",")[0], item.reason) for item in reading.set_aside} == {
        ("CSWWWorker 1", "text between elements"),
        ("CSWWWorker 1", "Shoes: an element that Fanlight does not read"),
        ("CSWWWorker 1", "FTE: stands twice"),
        ("CSWWWorker 1", "FTE: not a number"),
        ("CSWWWorker 2", "an empty element"),
        ("line 2", "text between elements"),
    }
    assert reading.tables["CSWWWorker"].column("Cases30") == (12,)
    assert reading.account["CSWWWorker"].rows_set_aside == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<Message/>", "without a Header"),
        ("<Message><Header><CollectionDetails><Collection>CIN</Collection></CollectionDetails></Header>"
         "</Message>", "of the collection CIN, not of CSWW"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><Message/>', "document type"),
        ("<Message><CSWWWorker>", "not well-formed"),
    ],
)  # fmt: skip
def test_what_is_no_workforce_census_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_workforce_census(BytesIO(text.encode()))
