"""How a command refuses a file: one line on standard error, and exit code 2."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import click

from fanlight.exchange.reading import Unreadable

REFUSED = 2


def refuse(file: Path, refused: Exception) -> NoReturn:
    """Tell why a file was refused and end. A reader's own words name the file already.

    Raises
    ------
    SystemExit
        With code 2.
    """
    words = str(refused)
    click.echo(words if isinstance(refused, Unreadable) else f"{file.name}: {words}", err=True)
    raise SystemExit(REFUSED)
