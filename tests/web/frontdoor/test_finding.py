"""Who rings knows a first name, a street or a date of birth; a contact is found by each."""

from datetime import date

from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.models import Contact
from fanlight.web.frontdoor.queries import contacts_matching
from tests.web.builders import browse, make_contact

KAYDEN = NamedPerson("Kayden", "Bright Moor", date(2017, 5, 3), local_id="K-77")
MOTHER = NamedPerson("Tanya", "Hackford", words="mother")


FOUND = (
    *("Kayden", "kayden", "Bright Moor", "Kayden Bright Moor", "bright moor kayden", "Bright Moor, Kayden"),
    *("3/5/2017", "03.05.2017", "2017-05-03", "weir lane", "K-77", "Tanya", "Hackford Tanya"),
)
NOT_FOUND = ("Kay", "Moor", "Tanya Bright Moor", "31/2/2017", "14", "14 1", "Z 99")


def counted(words):
    return Contact.objects.filter(contacts_matching(words)).count()


def test_by_a_name_a_day_of_birth_an_address_or_a_number(door):
    make_contact(door, children=[KAYDEN], adults=[MOTHER], address="14 Weir Lane, Mockford")
    make_contact(door)
    told = {words: counted(words) for words in (*FOUND, *NOT_FOUND)}
    assert told == dict.fromkeys(FOUND, 1) | dict.fromkeys(NOT_FOUND, 0)


def test_another_team_finds_none_of_the_door_and_silence_is_not_safety(door):
    make_contact(door, children=[KAYDEN])
    assert "1 contact for" in find(door.worker)
    nothing = find(door.stranger)
    assert "0 contacts for" in nothing
    assert "does not mean that nobody knows the child" in nothing


def find(worker):
    return browse(worker).get("/contacts/find/", {"q": "Kayden"}).content.decode()
