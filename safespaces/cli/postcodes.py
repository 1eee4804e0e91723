"""safespaces postcodes import, safespaces postcodes fetch"""

from pathlib import Path

import click

from safespaces.actions.reference.fetch_postcodes import OFFICIAL, fetch_postcodes
from safespaces.actions.reference.import_postcodes import PostcodesImported, import_postcodes
from safespaces.cli.opening import opened, progress_of
from safespaces.clock import utc_now
from safespaces.geocoding.gazetteer_files import read_gazetteer

_AREA = click.option(
    "--area",
    default=lambda: read_gazetteer().town.postcode_area,
    show_default="those of the town",
    help='Keep postcodes that begin with this; "" keeps all of Great Britain.',
)


@click.group("postcodes")
def command() -> None:
    """The postcode table: without it a postcode is only found to its sector."""


@command.command("import", epilog="Example: safespaces postcodes import codepo_gb.zip")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@_AREA
def import_command(file: Path, area: str) -> None:
    """Replace the table by OS Code-Point Open (zip, folder, CSV) or ONS's ONSPD or NSPL (CSV,
    zip).
    """
    with opened() as (_, database), progress_of("Reading postcodes") as progress:
        done = import_postcodes(
            database,
            file,
            at=utc_now(),
            area=area,
            progress=lambda count: progress(count, count + 1000),
        )
    _show(done)


@command.command("fetch", epilog="Example: safespaces postcodes fetch --area B")
@_AREA
@click.option(
    "--url", default=OFFICIAL, help="Where to download from, when not from Ordnance Survey."
)
def fetch_command(area: str, url: str) -> None:
    """Download OS Code-Point Open from Ordnance Survey and import it."""
    with opened() as (_, database), progress_of("Reading postcodes") as progress:
        done = fetch_postcodes(
            database,
            at=utc_now(),
            area=area,
            url=url,
            progress=lambda count: progress(count, count + 1000),
        )
    _show(done)


def _show(done: PostcodesImported) -> None:
    log = done.log
    for fault in log.faults:
        click.echo(f"left out: {fault}")
    click.echo(
        f"{done.count:,} postcodes; left out {log.faulty:,} faulty, {log.without_place:,} without a"
        f" place, {log.ended:,} ended."
    )
