"""Commands that the application brings to `fanlight`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from fanlight.web.site.port import check_port


def with_django(command: Callable[..., Any]) -> Callable[..., Any]:
    """Set Django up when the command runs, not when it is listed: `fanlight --help` stays quick."""

    def run(*args: Any, **kwargs: Any) -> Any:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanlight.web.site.settings")
        import django

        django.setup()
        return command(*args, **kwargs)

    run.__doc__ = command.__doc__
    run.__name__ = command.__name__
    return run


a_day = click.DateTime(["%Y-%m-%d"])
a_file = click.Path(exists=True, dir_okay=False, path_type=Path)
port_option = click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))


@click.command()
@port_option
@click.option("--no-serve", is_flag=True, help="Prepare everything, then stop.")
@click.option(
    "--contacts", default=20_000, show_default=True, type=click.IntRange(60), help="How many contacts."
)
@click.option("--years", default=5, show_default=True, type=click.IntRange(1, 20), help="Years of history.")
def demo(port: int, no_serve: bool, contacts: int, years: int) -> None:
    """Start a made-up authority in the browser."""
    if not no_serve:
        check_port(port)
    _demo(port, no_serve, contacts, years)


@with_django
def _demo(port: int, no_serve: bool, contacts: int, years: int) -> None:
    from fanlight.web.site import starting

    starting.migrate()
    starting.fill_with_made_up(contacts=contacts, years=years)
    starting.show_demo(port)
    if not no_serve:
        starting.serve(port=port, host="127.0.0.1")


@click.command()
@port_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
def serve(port: int, host: str) -> None:
    """Start the application."""
    check_port(port, host)
    _serve(port, host)


@with_django
def _serve(port: int, host: str) -> None:
    from fanlight.web.site import starting

    starting.refuse_public_demo(host)
    starting.migrate()
    click.echo(f"Fanlight: http://{host}:{port}/   (Ctrl and C stop it)")
    starting.serve(port=port, host=host)


@click.command()
@with_django
def migrate() -> None:
    """Bring the database up to this version."""
    from fanlight.web.site import starting

    starting.migrate()
    click.echo("The database is up to date.")


@click.command("import")
@click.argument("files", nargs=-1, type=a_file)
@click.option("--mapping", type=a_file, help="JSON that says which column of the files holds what.")
@click.option("--list", "list_name", default="", help="The name of a list described on its page, instead.")
@click.option(
    "--from-database",
    metavar="URL",
    help="Tables of the Standard Safeguarding Dataset straight from a database, instead of files.",
)
@click.option("--schema", help="The schema that the tables stand in.")
@click.option(
    "--known-up-to", type=click.DateTime(["%Y-%m-%d"]), help="Day up to which the file is complete."
)
@click.option(
    "--open-from", type=click.DateTime(["%Y-%m-%d"]), help="Contacts since this day go on today's list."
)
@click.option(
    "--complete-from",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The file holds everything since this day: what it no longer tells is marked no longer present.",
)
@click.option(
    "--take-over", is_flag=True, help="Where file and Fanlight differ on a person, the file is right."
)
@with_django
def import_files(
    files: tuple[Path, ...],
    mapping: Path | None,
    list_name: str,
    from_database: str | None,
    schema: str | None,
    take_over: bool,
    **days: Any,
) -> None:
    """Bring in files of contacts, decisions or events, or the tables of a database."""
    from fanlight.web.site import importing, starting

    if bool(files) == bool(from_database):
        raise click.UsageError("Give files, or --from-database URL")
    if mapping and list_name:
        raise click.UsageError("Give --mapping or --list, not both")
    if from_database and (mapping or list_name or not days["known_up_to"]):
        wants = (
            "reads no --mapping or --list"
            if mapping or list_name
            else "needs --known-up-to: the day that its tables are complete to"
        )
        raise click.UsageError(f"--from-database {wants}")
    starting.migrate()
    answers = {name: day.date() if day else None for name, day in days.items()} | {"take_over": take_over}
    if from_database:
        all_taken = importing.import_database(from_database, schema, **answers)
    else:
        all_taken = importing.import_files(files, mapping, list_name, **answers)
    if not all_taken:
        raise SystemExit(2)


KINDS = ("records", "pseudonymised", "shared", "evidence", "imports")


@click.command()
@click.option(
    "--to", "folder", required=True, type=click.Path(path_type=Path), help="A folder for the files."
)
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Of what; without it, all five."
)
@click.option("--csv", "file_kind", flag_value="csv", default=True, help="A CSV file a table. The default.")
@click.option("--xlsx", "file_kind", flag_value="xlsx", help="One workbook a kind, a sheet a table.")
@click.option("--parquet", "file_kind", flag_value="parquet", help="A Parquet file a table.")
@with_django
def export(folder: Path, kinds: tuple[str, ...], file_kind: str) -> None:
    """Write out what was put in, as the operator: everything but what is a worker's own."""
    from fanlight.web.site import exporting, starting

    starting.migrate()
    if not exporting.export(folder, kinds or KINDS, file_kind):
        raise SystemExit(2)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--every", default=60, show_default=True, type=click.IntRange(1), help="Seconds between looks.")
@click.option("--once", is_flag=True, help="Look twice, take what stood still between, and stop.")
@click.option("--write", is_flag=True, help="Write at once instead of waiting for a person to agree.")
@with_django
def watch(folder: Path, every: int, once: bool, write: bool) -> None:
    """Take in the files that another system leaves in FOLDER."""
    from fanlight.web.site import starting

    starting.migrate()
    starting.watch(folder, every=every, once=once, write=write)


@click.group()
def audit() -> None:
    """Check the audit log."""


@audit.command()
@click.option(
    "--heads", type=click.Path(exists=True, path_type=Path), help="A copy of audit-heads.log kept elsewhere."
)
@with_django
def verify(heads: Path | None) -> None:
    """Walk the chain: exit 0 when the log is whole, 1 when it is not."""
    from fanlight.web.audit.chain import verify as walk
    from fanlight.web.audit.keys import note_head, noted_heads
    from fanlight.web.site import starting

    starting.migrate()
    verdict = walk(anchors=noted_heads(heads))
    click.echo(verdict.sentence())
    if verdict.broken_at is not None:
        raise SystemExit(1)
    if verdict.rows:
        note_head(verdict.rows, verdict.head)


@click.command()
@click.argument("username")
@click.option("--name", prompt=True)
@click.option(
    "--role",
    prompt=True,
    type=click.Choice(
        [
            "practitioner",
            "team_manager",
            "practice_lead",
            "analyst",
            "director",
            "data_protection_officer",
            "administrator",
        ]
    ),
)
@click.option("--team", default="", help="Name of the team, made before by `fanlight team`.")
@click.password_option()
@with_django
def createuser(username: str, name: str, role: str, team: str, password: str) -> None:
    """Add a person who may sign in."""
    from fanlight.web.site import starting

    starting.migrate()
    starting.create_user(username=username, name=name, role=role, team=team, password=password)
    click.echo(f"{name} can sign in as {username}.")


@click.command()
@click.argument("name")
@click.option("--front-door", is_flag=True, help="Its people see every contact of the front door.")
@click.option("--out-of-hours", is_flag=True, help="The emergency duty team.")
@click.option("--parent", default="", help="The team that it is part of: small teams are shown within it.")
@with_django
def team(name: str, front_door: bool, out_of_hours: bool, parent: str) -> None:
    """Make a team, or change what kind it is."""
    from fanlight.web.site import starting

    starting.migrate()
    made = starting.set_team(name=name, front_door=front_door, out_of_hours=out_of_hours, parent=parent)
    kinds = [word for word, is_it in (("front door", front_door), ("out of hours", out_of_hours)) if is_it]
    click.echo(f"Team {made.name}: {' and '.join(kinds) or 'sees its own contacts alone'}.")


@click.command()
@click.argument("username")
@click.password_option()
@with_django
def resetuser(username: str, password: str) -> None:
    """Give a person a new password and take their second step away."""
    from fanlight.web.site import starting

    name = starting.reset_user(username=username, password=password)
    click.echo(f"{name} can sign in with the new password, and should set up the second step again.")


@click.command()
@click.option("--end", "end_them", is_flag=True, help="End them. Without it the command only counts.")
@with_django
def retention(end_them: bool) -> None:
    """End the texts of contacts that your retention rule has come to."""
    from fanlight.web.site import starting

    starting.migrate()
    starting.retention(end_them=end_them)


@click.group("near-misses")
def near_misses() -> None:
    """Write near misses, destroy who told them."""


@near_misses.command()
@with_django
def batch() -> None:
    """Write the daily batch, if this day's is not written. The server does it by itself."""
    from fanlight.web.site import starting

    starting.migrate()
    starting.near_miss_batch()


@near_misses.command("new-box")
@click.confirmation_option(prompt="What waits in the box, and who may be asked, is lost. Go on?")
@with_django
def new_box() -> None:
    """Begin an empty box after the key of the one before was lost."""
    from fanlight.web.site import starting

    starting.migrate()
    starting.near_miss_new_box()


commands: dict[str, click.Command] = {
    "audit": audit,
    "createuser": createuser,
    "demo": demo,
    "export": export,
    "import": import_files,
    "migrate": migrate,
    "near-misses": near_misses,
    "resetuser": resetuser,
    "retention": retention,
    "serve": serve,
    "team": team,
    "watch": watch,
}
