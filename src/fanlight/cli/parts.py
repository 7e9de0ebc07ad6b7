"""Commands that installed parts bring, found by entry-point group; nothing here imports the web."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points

import click

GROUP = "fanlight.commands"
WEB_COMMANDS: Mapping[str, str] = {
    "audit": "Check and search the audit log.",
    "createuser": "Add a person who may sign in.",
    "demo": "Start a made-up authority in the browser.",
    "import": "Bring in a file of contacts, decisions or events.",
    "migrate": "Bring the database up to this version.",
    "resetuser": "Give a person a new password and take their second step away.",
    "serve": "Start the application.",
    "team": "Make a team, or change what kind it is.",
}
INSTALL_LINE = 'pip install "fanlight[web]"'


@dataclass(frozen=True, slots=True)
class Parts:
    """Commands found, and for each part that would not load, why (None: all is well)."""

    commands: Mapping[str, click.Command]
    broken: str | None


def brought(group: str = GROUP) -> Parts:
    """Load the commands of every installed part.

    Parameters
    ----------
    group
        Entry-point group. Each entry is a mapping of command name to `click.Command`.

    Returns
    -------
    Parts
        What loaded; a part that does not load never stops the others.

    Examples
    --------
    >>> brought("fanlight.no_such_group")
    Parts(commands={}, broken=None)
    """
    commands: dict[str, click.Command] = {}
    broken: str | None = None
    for entry in entry_points(group=group):
        try:
            commands.update(entry.load())
        except ModuleNotFoundError as error:
            broken = why_missing(error)
        except Exception as error:
            broken = f"its part {entry.name!r} does not load ({type(error).__name__}: {error})"
    return Parts(commands, broken)


def why_missing(error: ModuleNotFoundError) -> str:
    """Say which module is not there, and whether it is ours or another's."""
    if (error.name or "").partition(".")[0] == "fanlight":
        return f"this copy of Fanlight is incomplete ({error.name} is not there)"
    return f"{error.name} is not installed"


def tell_missing(name: str, broken: str | None) -> None:
    """Say on the error stream that a command needs the web application, and how to have it."""
    why = f": {broken}" if broken else ""
    click.echo(f"`fanlight {name}` belongs to the web application, which is not ready{why}.", err=True)
    click.echo(f"Install it with:  {INSTALL_LINE}", err=True)


def stand_ins(broken: str | None) -> dict[str, click.Command]:
    """Make, for each command of the web, one that says what is missing and how to install it.

    Examples
    --------
    >>> sorted(stand_ins("django is not installed"))[:2]
    ['audit', 'createuser']
    """
    return {name: _stand_in(name, words, broken) for name, words in WEB_COMMANDS.items()}


def _stand_in(name: str, words: str, broken: str | None) -> click.Command:
    def tell(**_: object) -> None:
        tell_missing(name, broken)
        raise SystemExit(2)

    return click.Command(
        name,
        callback=tell,
        short_help=f"{words} (needs fanlight[web])",
        # Whatever options the real command has: the answer is the same.
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
        add_help_option=False,
    )
