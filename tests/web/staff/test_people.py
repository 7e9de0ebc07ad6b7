"""An administrator adds, moves and closes people and never learns a password; everybody sees who is here."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django.urls import reverse

from fanlight.web.accounts.models import Role, Team, User
from fanlight.web.audit.models import AuditEvent
from fanlight.web.staff import actions
from fanlight.web.staff.links import address_of
from fanlight.web.staff.models import AccountChange
from tests.web.builders import browse

PASSWORD = "seven green kettles"
What = AccountChange.What


@pytest.fixture(autouse=True)
def _quick(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def admin(door):
    return door.workers[Role.ADMINISTRATOR]


@pytest.fixture
def at_work(admin):
    """The administrator's browser."""
    return browse(admin)


def link_on(page) -> str:
    """The path of the link that a page shows."""
    return re.search(r"http://testserver(/account/choose-password/[^<\s]+)", page.content.decode())[1]


def choose(path: str, password: str = PASSWORD):
    """Somebody without an account here opens the link and chooses."""
    client = browse(None)
    opened = client.get(path)
    if opened.status_code != 302:
        return opened
    return client.post(opened.url, {"new_password1": password, "new_password2": password})


def sign_in(username: str, password: str = PASSWORD):
    client = browse(None)
    answer = client.post("/account/sign-in/", {"login": username, "password": password})
    return client if answer.status_code == 302 else None


def test_a_newcomer_is_added_chooses_a_password_by_the_link_and_signs_in(at_work, admin, door):
    told = {"name": "Nia New", "username": "nia", "role": Role.PRACTITIONER, "team": door.team.pk}
    added = at_work.post(reverse("staff:add"), told)
    nia = User.objects.get(username="nia")
    assert added.url == reverse("staff:worker", args=[nia.pk])
    assert sign_in("nia", "") is None

    page = at_work.post(reverse("staff:link", args=[nia.pk]))
    assert choose(link_on(page)).url == reverse("account_login")
    assert sign_in("nia").get(reverse("frontdoor:today")).status_code == 200
    changes = nia.account_changes.values_list("what", "by")
    assert list(changes) == [(What.CHOSEN, None), (What.LINK, admin.pk), (What.ADDED, admin.pk)]
    assert PASSWORD not in str(list(AuditEvent.objects.values_list("detail", flat=True)))


def test_a_link_holds_once_and_not_after_another_was_made_nor_after_three_days(admin, door, monkeypatch):
    first = address_of(actions.give_link(by=admin, worker=door.worker))
    second = address_of(actions.give_link(by=admin, worker=door.worker))
    assert b"does not hold" in choose(first).content
    assert choose(second).status_code == 302
    assert b"does not hold" in choose(second).content
    third = address_of(actions.give_link(by=admin, worker=door.worker))
    now = default_token_generator._now()
    monkeypatch.setattr(default_token_generator, "_now", lambda: now + timedelta(days=3, minutes=1))
    assert b"does not hold" in choose(third).content


def test_a_link_ends_password_second_step_and_open_pages(admin, door):
    door.worker.set_password(PASSWORD)
    door.worker.save()
    Authenticator.objects.create(user=door.worker, type=Authenticator.Type.TOTP, data={"secret": "x"})
    open_page = browse(door.worker)
    assert open_page.get(reverse("account")).status_code == 200
    actions.give_link(by=admin, worker=door.worker)
    assert open_page.get(reverse("account")).status_code == 302
    assert sign_in(door.worker.username) is None
    assert not Authenticator.objects.filter(user=door.worker).exists()


def test_a_weak_password_is_refused_with_words_and_the_link_still_holds(admin, door):
    path = address_of(actions.give_link(by=admin, worker=door.worker))
    assert b"too short" in choose(path, "short").content
    assert choose(path).status_code == 302


def test_who_left_is_signed_out_at_once_and_comes_back_by_a_new_link(at_work, door):
    open_page = browse(door.worker)
    address = reverse("staff:close", args=[door.worker.pk])
    assert at_work.post(address, {"reason": ""}).status_code == 422
    at_work.post(address, {"reason": "Left on 30 June"})
    assert open_page.get(reverse("frontdoor:today")).status_code == 302
    assert "Left on 30 June" in at_work.get(reverse("staff:worker", args=[door.worker.pk])).content.decode()
    assert door.worker.name not in browse(door.colleague).get(reverse("staff:people")).content.decode()
    assert b"is closed already" in at_work.post(address, {"reason": "Again"}).content

    page = at_work.post(reverse("staff:link", args=[door.worker.pk]))
    assert choose(link_on(page)).status_code == 302
    assert sign_in(door.worker.username) is not None


def test_who_moves_sees_the_contacts_of_the_new_team_and_reads_who_moved_them(at_work, admin, door):
    address = reverse("staff:change", args=[door.worker.pk])
    told = {"name": door.worker.name, "role": Role.TEAM_MANAGER, "team": door.elsewhere.pk}
    assert at_work.post(address, told).status_code == 302
    moved = User.objects.get(pk=door.worker.pk)
    assert (moved.role, moved.team) == (Role.TEAM_MANAGER, door.elsewhere)
    mine = browse(moved).get(reverse("staff:changes_of_mine")).content.decode()
    assert f"by {admin.name}" in mine
    assert "Social worker, Front door" in mine
    assert "Team manager, Disabled children" in mine
    assert b"Nothing would change" in at_work.post(address, told).content


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.TEAM_MANAGER])
def test_who_decides_needs_a_team(at_work, role):
    told = {"name": "Nia", "username": "nia", "role": role}
    assert b"needs a team" in at_work.post(reverse("staff:add"), told).content
    assert not User.objects.filter(username="nia").exists()


@pytest.mark.parametrize(
    ("username", "words"),
    [("practitioner", "already"), ("PRACTITIONER", "already"), ("two words", "no spaces")],
)
def test_a_user_name_is_one_word_and_one_persons(at_work, door, username, words):
    told = {"name": "Nia", "username": username, "role": Role.ANALYST}
    answer = at_work.post(reverse("staff:add"), told)
    assert answer.status_code == 422
    assert words in answer.content.decode()


@pytest.mark.parametrize("page", ["change", "close", "link"])
def test_nobody_changes_their_own_account(at_work, admin, page):
    told = {"name": admin.name, "role": Role.PRACTICE_LEAD, "reason": "x"}
    at_work.post(reverse(f"staff:{page}", args=[admin.pk]), told)
    assert User.objects.filter(pk=admin.pk, role=Role.ADMINISTRATOR, is_active=True).exists()
    assert not admin.account_changes.exists()
    assert at_work.get(reverse("account")).status_code == 200


def test_everybody_sees_who_is_here_and_only_two_roles_see_more(door):
    for role, worker in door.workers.items():
        page = browse(worker).get(reverse("staff:people")).content.decode()
        assert all(one.name in page for one in door.workers.values())
        more = role in {Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER}
        assert (f'href="{reverse("staff:worker", args=[door.worker.pk])}"' in page) is more
        assert (reverse("staff:add") in page) is (role == Role.ADMINISTRATOR)


def test_a_team_is_made_renamed_and_never_part_of_itself(at_work, door):
    told = {"name": "Family help", "front_door": "on", "parent": door.team.pk}
    assert at_work.post(reverse("staff:team_add"), told).status_code == 302
    made = Team.objects.get(name="Family help")
    assert (made.is_front_door, made.is_out_of_hours, made.parent) == (True, False, door.team)
    assert b"There is a team" in at_work.post(reverse("staff:team_add"), {"name": "family HELP"}).content

    above = {"name": "Front door", "front_door": "on", "parent": made.pk}
    answer = at_work.post(reverse("staff:team", args=[door.team.pk]), above)
    assert b"cannot be part of itself" in answer.content
    renamed = {"name": "Family support", "parent": ""}
    at_work.post(reverse("staff:team", args=[made.pk]), renamed)
    made.refresh_from_db()
    assert (made.name, made.is_front_door, made.parent) == ("Family support", False, None)
