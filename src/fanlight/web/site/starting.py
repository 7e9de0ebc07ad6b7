"""Starting the application: the database, the made-up authority, the server."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from granian import Granian
from granian.constants import Interfaces

from fanlight.exchange.write_annex_a import write_annex_a
from fanlight.exchange.write_cin_census import write_cin_census
from fanlight.exchange.write_ssd_csv import write_ssd_csv
from fanlight.synthetic.authority import Authority as MadeUp
from fanlight.synthetic.generate import make_authority
from fanlight.synthetic.write import contact_records
from fanlight.web.accounts.drafts import forget_old
from fanlight.web.accounts.models import Authority, Team, User
from fanlight.web.audit.recording import write
from fanlight.web.exchange.watching import Seen, look
from fanlight.web.frontdoor.actions.retention import end_texts
from fanlight.web.frontdoor.models import Contact
from fanlight.web.frontdoor.queries.retention import kept_since, texts_held, texts_to_end
from fanlight.web.practice.actions.near_miss_batch import open_new_box, turn_if_due
from fanlight.web.practice.box import KeyGone
from fanlight.web.site import demo
from fanlight.web.staff import actions as staff

SEED = 20_140_524
TEXTS_AT_ONCE = 200  # a transaction each: whoever works meanwhile waits little, and a stop loses nothing


def migrate() -> None:
    """Bring the database up to this version; quick when it is."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def fill_with_made_up(*, contacts: int, years: int) -> None:
    """Make up Exampleshire and load it, once; a later start finds it and loses nothing."""
    if demo.is_demo():
        return
    if User.objects.exists():
        raise click.ClickException(
            f"{settings.HOME} holds an authority that is not made up. Set FANLIGHT_HOME to an empty folder."
        )
    started = time.monotonic()

    def say(words: str) -> None:
        click.echo(f"  {time.monotonic() - started:5.1f} s  {words}")

    click.echo(
        f"Making up an authority of {contacts:,} contacts in {years} years. This takes about a minute."
    )
    say("inventing people, contacts, decisions and events")
    today = date.today()
    made = make_authority(contacts=contacts, years=years, until=today, seed=SEED)
    demo.load(made=made, known_up_to=_last_return(today) - timedelta(days=90), say=say)
    say("files to import")
    write_files(made, settings.HOME / "made-up-files", today)
    (settings.HOME / "made-up").write_text(f"seed {SEED}, {contacts} contacts, until {today}\n")
    say(f"ready: {Contact.objects.count():,} contacts")


def _last_return(today: date) -> date:
    """The 31 March of the last CIN Census that can have been made."""
    year = today.year if (today.month, today.day) > (3, 31) else today.year - 1
    return date(year, 3, 31)


def write_files(made: MadeUp, folder: Path, today: date) -> None:
    """The newest events as the files that authorities hold: the last CIN Census, tables up to today."""
    folder.mkdir(exist_ok=True)
    year = _last_return(today).year
    known, told = list(made.events), contact_records(made)
    census = folder / f"cin-census-{year}.xml"
    write_cin_census(census, made.persons, known, year=year, authority_code=made.code)
    write_annex_a(folder / "annex-a.xlsx", made.persons, known, told, as_on=today)
    since = today - timedelta(days=365)
    recent = [event for event in known if (event.ended_on or event.on) >= since]
    write_ssd_csv(folder / "ssd", made.persons, recent, told)


def show_demo(port: int) -> None:
    """Where to go, who to be, what to try."""
    click.echo(f"\nFanlight: http://127.0.0.1:{port}/   (everyone and everything in it is made up)")
    click.echo(f"The password of everyone is: {demo.PASSWORD}\n")
    for role, user in demo.sign_ins():
        click.echo(f"  {role:<26}{user.username}")
    click.echo(
        f"""
What to try:
  1. As the social worker: open the first of today's contacts, read the brief, recommend a level (key d).
  2. As the team manager: authorise it, or decide differently in your own words.
  3. As the analyst: import {settings.HOME / "made-up-files"}/cin-census-*.xml
  4. As the social worker again: My learning, what services recorded next (key l).
  5. Press ? on any page for its keys; press Ctrl and C here to stop.
"""
    )


STACK_BYTES = 16 * 1024 * 1024


def refuse_public_demo(host: str) -> None:
    """The demo's password is printed for all to read: it is served to this computer only."""
    if demo.is_demo() and host not in {"127.0.0.1", "localhost", "::1"}:
        raise click.ClickException("The made-up authority is served to this computer only (127.0.0.1).")


def serve(*, port: int, host: str) -> None:
    """Serve until stopped: one process, so that all writers of SQLite share one queue."""
    with write():
        forget_old()
    # Matrix products want more room than the server's threads have by themselves: without it the server ends.
    os.environ.setdefault("RUST_MIN_STACK", str(STACK_BYTES))
    # Pages are answered side by side: the sums of one page do not take every processor from the others.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    Granian(
        "fanlight.web.site.wsgi:serving",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=8,
        log_access=False,
        log_level="error",  # its one warning, of threads beside processors, is about a choice made here
    ).serve()


def watch(folder: Path, *, every: int, once: bool, write: bool) -> None:
    """Take in what another system leaves in a folder, until stopped."""
    seen: Seen = {}
    looks = 0
    if not once:
        click.echo(f"Looking into {folder} every {every} seconds; a file is taken once it stands still.")
    while True:
        for name, words in look(folder, seen, write=write):
            click.echo(f"{name}: {words}")
        looks += 1
        if once and looks == 2:
            return
        time.sleep(every)


def retention(*, end_them: bool) -> None:
    """Tell how many texts the retention rule has come to, and end them if asked."""
    authority = Authority.current()
    if not authority.text_kept_months:
        raise click.ClickException("No retention rule is set (Levels and clock, Settings): nothing ends.")
    months, today = authority.text_kept_months, timezone.localdate()
    waiting = texts_to_end(months, today)
    count = waiting.count()
    rule = f"{months} months without activity before {kept_since(months, today):%d/%m/%Y}"
    click.echo(f"{count:,} contact{'' if count == 1 else 's'} whose text the rule has come to ({rule}).")
    if held := texts_held(months, today).count():
        click.echo(f"{held:,} more {'is' if held == 1 else 'are'} kept by a hold for a child (page Holds).")
    if not end_them:
        click.echo("Nothing was changed. `fanlight retention --end` ends them; a backup still holds them.")
        return
    done = 0
    while batch := list(waiting[:TEXTS_AT_ONCE]):
        end_texts(contacts=batch, months=months, source=authority.text_kept_source)
        done += len(batch)
        click.echo(f"  {done:,} of {count:,} ended")


def near_miss_batch() -> None:
    """Write the batch of this day, unless it is written."""
    try:
        done = turn_if_due(timezone.localdate())
    except KeyGone as gone:
        raise click.ClickException(str(gone)) from None
    click.echo("The batch of today is written." if done else "The batch of today was written before.")


def near_miss_new_box() -> None:
    """An empty near-miss box."""
    open_new_box()
    click.echo("The near-miss box is new and empty. Tell people to send again what they sent in vain.")


def create_user(*, username: str, name: str, role: str, team: str, password: str) -> User:
    """Add a worker to a team that is there."""
    placed = _team(team) if team else None
    with _refusals_told():
        return staff.add_worker(
            by=None, username=username, name=name, role=role, team=placed, password=password
        )


def set_team(*, name: str, front_door: bool, out_of_hours: bool, parent: str) -> Team:
    """Make a team, or change what kind of team it is."""
    above = _team(parent) if parent else None
    known = Team.objects.filter(name=name).first()
    with _refusals_told():
        return staff.set_team(
            by=None, team=known, name=name, front_door=front_door, out_of_hours=out_of_hours, parent=above
        )


def reset_user(*, username: str, password: str) -> str:
    """A forgotten password or a lost telephone; the worker's name."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise click.ClickException(f"Nobody signs in as {username}.")
    with _refusals_told():
        staff.reset_sign_in(worker=user, password=password)
    return user.name


def _team(name: str) -> Team:
    team = Team.objects.filter(name=name).first()
    if team is None:
        known = ", ".join(Team.objects.order_by("name").values_list("name", flat=True)) or "none yet"
        raise click.ClickException(f"There is no team {name!r} (teams: {known}): see `fanlight team`.")
    return team


@contextmanager
def _refusals_told() -> Iterator[None]:
    try:
        yield
    except staff.Refused as refused:
        raise click.ClickException(str(refused)) from None
