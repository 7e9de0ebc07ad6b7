"""`fanlight …`: the commands of the base, and those that installed parts bring."""

from __future__ import annotations

import os
import sys
import warnings
from importlib import import_module

import click

import fanlight
from fanlight.cli.parts import brought, stand_ins, tell_missing, why_missing

OWN = (  # a module each, loaded when the command is wanted
    "chart",
    "check",
    "checklist",
    "compare",
    "convert",
    "doctor",
    "look",
    "pilot",
    "practice",
)


class Commands(click.Group):
    """A group that loads a command, and asks the installed parts for theirs, only when it is wanted.

    `fanlight --version` and `fanlight doctor` thus start at once, and work when a part is broken.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command: our own, those brought, and those an extra would bring."""
        return sorted({*super().list_commands(ctx), *OWN, *self._others()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a command: our own first, so that no part can take its place."""
        if cmd_name in OWN:
            command: click.Command = getattr(import_module(f"fanlight.cli.{cmd_name}"), cmd_name)
            return command
        return super().get_command(ctx, cmd_name) or self._others().get(cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command. One whose packages are absent names the line that installs them."""
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            if (error.name or "fanlight").partition(".")[0] == "fanlight":
                raise
            tell_missing(ctx.invoked_subcommand or "", why_missing(error))
            raise SystemExit(2) from error

    def _others(self) -> dict[str, click.Command]:
        parts = brought()
        return dict(parts.commands) or stand_ins(parts.broken)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(fanlight.__version__, prog_name="fanlight")
def cli() -> None:
    """Fanlight: a children's service learns from its own practice."""


def main() -> None:
    """Run the command line; an unforeseen error is told in one line, never as a traceback.

    Set FANLIGHT_TRACEBACK=1 to have the traceback.
    """
    # What the workbook library finds odd in a file is no message for a person; a refusal is one line.
    warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
    try:
        cli(prog_name="fanlight")
    except Exception as error:
        if os.environ.get("FANLIGHT_TRACEBACK"):
            raise
        click.echo(f"fanlight stopped: {type(error).__name__}: {error}", err=True)
        click.echo("This is a fault in Fanlight. FANLIGHT_TRACEBACK=1 shows where it lies.", err=True)
        sys.exit(70)
