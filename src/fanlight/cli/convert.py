"""`fanlight convert`: the tables of a file, each as a Parquet or CSV file, nothing read into them."""

from __future__ import annotations

from pathlib import Path

import click

from fanlight.cli.refusing import REFUSED
from fanlight.exchange.raw_tables import raw_tables
from fanlight.exchange.reading import SetAside, Unreadable
from fanlight.exchange.write_tables import NotWritten, write_tables


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write to.",
)
@click.option("--csv", "as_csv", is_flag=True, help="CSV instead of Parquet.")
@click.option("--over", is_flag=True, help="Write over files of the same name.")
def convert(file: Path, folder: Path, as_csv: bool, over: bool) -> None:
    """Write each table of FILE as a file of its own, every value as text, as it stands."""
    aside: list[SetAside] = []
    try:
        rows = write_tables(raw_tables(file, aside.append), folder, "csv" if as_csv else "parquet", over=over)
    except (Unreadable, NotWritten) as refusal:
        click.echo(str(refusal), err=True)
        raise SystemExit(REFUSED) from None
    for table, count in rows.items():
        click.echo(f"{count:>9,}  {table}")
    for item in aside:
        click.echo(f"set aside: {item.place}: {item.reason}", err=True)
