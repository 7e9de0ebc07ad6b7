"""Whose file it is, and the account of its rows: told before anything is written, and after."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse

from fanlight.web.accounts.models import Authority, Role
from fanlight.web.exchange import actions
from fanlight.web.exchange.models import ImportBatch
from fanlight.web.exchange.whose import another_authority, authority_code
from tests.web.builders import browse

pytestmark = pytest.mark.django_db
CENSUS = """<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>
<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails><Source><LEA>{}</LEA></Source></Header><Children>
<Child><ChildIdentifiers><LAchildID>{}</LAchildID><PersonBirthDate>2019-02-03</PersonBirthDate><Sex>F</Sex>
</ChildIdentifiers><ChildCharacteristics><Ethnicity>White UK</Ethnicity></ChildCharacteristics>
<CINdetails><CINreferralDate>2025-05-06</CINreferralDate><ReferralSource>6</ReferralSource></CINdetails>
<CINdetails><CINreferralDate>31/10/2025</CINreferralDate></CINdetails></Child></Children></Message>"""
YORK, BARNET = "816", "302"


def handed_in(code: str, child: str = "C1") -> ImportBatch:
    content = io.BytesIO(CENSUS.format(code, child).encode())
    return actions.hand_in(by=None, file=content, name=f"cin-{code}-{child}.xml")


def test_a_file_of_another_authority_is_told_before_it_is_written(door):
    actions.run(handed_in(YORK))
    assert authority_code() == YORK
    same, other = actions.stage(handed_in(YORK, "C2")), actions.stage(handed_in(BARNET))
    client = browse(door.workers[Role.ANALYST])
    words = "This file is of Barnet (302). Here are files of York (816). Is it the right file?"
    page = client.get(reverse("exchange:batch", args=[other.pk])).content.decode()
    assert page.count(words) == 1
    assert words in other.notes
    assert "the right file" not in client.get(reverse("exchange:batch", args=[same.pk])).content.decode()


def test_the_name_of_the_authority_tells_more_than_a_file(door):
    actions.run(handed_in(BARNET))
    authority = Authority.current()
    authority.name = "City of York Council"
    authority.save()
    assert authority_code() == YORK
    assert another_authority(BARNET).startswith("This file is of Barnet")
    assert another_authority("999").startswith("This file is of an authority with the code 999.")
    assert not another_authority(""), "Annex A names none"


def test_where_nothing_tells_whose_files_are_here_no_file_is_another_s(door):
    assert not authority_code()
    assert not another_authority(YORK)


def test_rows_lost_are_told_apart_from_values_left_out(door):
    staged = actions.stage(handed_in(YORK))
    client = browse(door.workers[Role.ANALYST])
    page = client.get(reverse("exchange:batch", args=[staged.pk]))
    told = {row[0]: row[1:] for row in page.context["account"]}
    assert told["CINdetails"] == ["2", "1", "1", "0"]
    assert told["Child"] == ["1", "1", "0", "1"]
    assert page.context["aside"] == "1 row, and 1 value of other rows"
    done = actions.run(handed_in(YORK, "C3"))
    after = client.get(reverse("exchange:batch", args=[done.pk]))
    assert after.context["aside"] == "1 row, and 1 value of other rows"


def test_a_file_read_before_leads_to_where_it_was_read(door):
    first = actions.run(handed_in(YORK))
    again = handed_in(YORK)
    assert again.state == ImportBatch.State.UNCHANGED
    page = browse(door.workers[Role.ANALYST]).get(reverse("exchange:batch", args=[again.pk])).content.decode()
    assert f'href="{reverse("exchange:batch", args=[first.pk])}">imported as {first.name}' in page


def test_a_later_return_says_since_which_day_it_tells_everything(door):
    actions.run(handed_in(YORK))
    later = actions.stage(handed_in(YORK, "C2"))
    page = browse(door.workers[Role.ANALYST]).get(reverse("exchange:batch", args=[later.pk])).content.decode()
    assert "A CIN Census return tells the year from 1 April 2025." in page
