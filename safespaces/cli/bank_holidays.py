"""safespaces bank-holidays import, safespaces bank-holidays add"""

from datetime import datetime
from pathlib import Path

import click

from safespaces.actions.reference.bank_holidays import add_bank_holiday, import_bank_holidays
from safespaces.cli.opening import opened, operator_name
from safespaces.clock import utc_now
from safespaces.hours.bank_holidays import NATION_NAMES, Nation


@click.group("bank-holidays")
def command() -> None:
    """Bank holidays by nation: the government's list, and days proclaimed at short notice.

    Public without a restart.
    """


@command.command("import", epilog="Example: safespaces bank-holidays import bank-holidays.json")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_command(file: Path) -> None:
    """Take GOV.UK's bank-holidays.json in place of the lists before it.

    Days that were added by hand stay.
    """
    with opened() as (_, database):
        listed = import_bank_holidays(database, file.read_bytes(), at=utc_now(), by=operator_name())
    for nation, dates in listed.items():
        click.echo(f"{NATION_NAMES[nation]}: {len(dates)} days, from {min(dates)} to {max(dates)}.")


@command.command(
    "add",
    epilog='Example: safespaces bank-holidays add 2022-09-19 "State funeral of Queen Elizabeth II"',
)
@click.argument("date", type=click.DateTime(["%Y-%m-%d"]))
@click.argument("name")
@click.option(
    "--nation",
    "nations",
    multiple=True,
    type=click.Choice([nation.value for nation in Nation]),
    help="Where it counts; everywhere when left out.",
)
def add_command(date: datetime, name: str, nations: tuple[str, ...]) -> None:
    """Add a bank holiday.

    On it, hours that say "PH off" are shut, and hours that say nothing are not known.
    """
    chosen = tuple(Nation(each) for each in nations) or tuple(Nation)
    with opened() as (_, database):
        add_bank_holiday(database, date.date(), name, chosen, at=utc_now(), by=operator_name())
    click.echo(f"Added {date:%Y-%m-%d}, {name}, and published.")
