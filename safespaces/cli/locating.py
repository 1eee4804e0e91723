"""safespaces locate"""

import click

from safespaces.actions.register.locate import locate_missing
from safespaces.cli.opening import opened, progress_of
from safespaces.clock import utc_now
from safespaces.geocoding.gazetteer_files import read_gazetteer
from safespaces.geocoding.online import online_geocoder


@click.command(
    "locate",
    epilog=(
        "Example: SAFESPACES_GEOCODER=nominatim SAFESPACES_GEOCODER_CONTACT=me@example.org"
        " safespaces locate"
    ),
)
def command() -> None:
    """Fill in the missing points of venues.

    The postcode table comes first, then an online geocoder where one is set, then postcode sectors
    and names of places. A point that is there is never moved. Exit code 1 when a venue is still
    without a point.
    """
    with opened() as (settings, database), progress_of("Locating") as progress:
        done = locate_missing(
            database,
            read_gazetteer(),
            area=settings.area,
            at=utc_now(),
            online=online_geocoder(settings),
            progress=progress,
        )
    for venue, label in done.found:
        assert venue.located is not None
        click.echo(
            f"found: {venue.name}: {label} ({venue.located.source}), within about"
            f" {venue.located.precision_m} m"
        )
    for venue, why in done.missing:
        click.echo(f"not found: {venue.name}: {why}")
    click.echo(f"{len(done.found)} found, {len(done.missing)} not found.")
    if done.missing:
        raise SystemExit(1)
