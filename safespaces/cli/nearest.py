"""safespaces nearest"""

import click

from safespaces.actions.reference.find_postcode import find_postcode
from safespaces.cli.opening import opened
from safespaces.clock import utc_now
from safespaces.errors import BadInput, NotFound
from safespaces.geocoding.gazetteer_files import read_gazetteer
from safespaces.hours.iso_time import minute_from_iso
from safespaces.hours.wall_time import to_minute
from safespaces.hours.wording import status_text, walk_text
from safespaces.snapshot.finder import Finder, Wanted
from safespaces.snapshot.sections import FAR_AWAY_M
from safespaces.snapshot.snapshot import Snapshot
from safespaces.store.database import Database
from safespaces.store.snapshots import current_snapshot
from safespaces.store.streets import street_network
from safespaces.venues.meaning import Advice, Choice, Distress, Whereabouts
from safespaces.venues.whereabouts import resolve


@click.command("nearest", epilog='Example: safespaces nearest "CV1 5FB" --at "2026-12-26 21:30"')
@click.argument("place")
@click.option("--at", "at_text", help='Wall-clock time, as "2026-12-26 21:30"; now when left out.')
@click.option(
    "--limit",
    type=click.IntRange(1, 50),
    default=5,
    show_default=True,
    help="How many places to show.",
)
@click.option(
    "--over-16", is_flag=True, help="Also places that people under 16 may not enter alone."
)
def command(place: str, at_text: str | None, limit: int, over_16: bool) -> None:
    """The nearest Safe Spaces to a postcode, street, school, station, area or "lat, lon", open ones
    first.

    Exit code 1 when the place is not known or could be more than one.
    """
    with opened() as (settings, database):
        now = to_minute(utc_now())
        at = minute_from_iso(at_text, now, settings.zone) if at_text else now
        with database.reading() as session:
            snapshot, network = current_snapshot(session), street_network(session)
        if snapshot is None:
            raise NotFound("Nothing is published yet. Run: safespaces import FILE")
        where = _where(place, database, snapshot)
    click.echo(f"From {where.label}{'. ' + where.note if where.note else ''}")
    finder = Finder(snapshot, settings.zone, network=network)
    if (away := finder.nearest_m(where.point) or 0) > FAR_AWAY_M:
        click.echo(
            f"We only know places around {settings.area}. The nearest is {(away + 500) // 1000} km"
            " away."
        )
    several = finder.nearest(where.point, at, limit, Wanted(over_16=over_16))
    if any(found.by_street for found in several):
        click.echo("Walks follow the streets. © OpenStreetMap contributors")
    for found in several:
        walk = walk_text(found.walk_minutes, found.distance_m, found.compass)
        click.echo(
            f"{found.venue.name}: {status_text(found.status, at, settings.zone, now)}; {walk}"
        )


def _where(place: str, database: Database, snapshot: Snapshot) -> Whereabouts:
    with database.reading() as session:
        meant = resolve(
            place,
            read_gazetteer().with_places(snapshot.names),
            lambda postcode: find_postcode(session, postcode),
        )
    if isinstance(meant, Advice):
        raise BadInput(meant.message)
    if isinstance(meant, Distress):
        raise BadInput(
            "Those are words of fear, not a place. In danger now: 999. Childline: 0800 1111."
        )
    if isinstance(meant, Choice):
        raise BadInput(
            f"{meant.question}"
            f" {'; '.join(f'{option.label} ({option.text!r})' for option in meant.options)}"
        )
    return meant
