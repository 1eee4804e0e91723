"""safespaces list"""

import click

from safespaces.cli.opening import opened
from safespaces.store.venues import all_venues
from safespaces.venues.categories import KINDS
from safespaces.venues.venue import ListingStatus


@click.command("list", epilog="Example: safespaces list --status listed --without hours")
@click.option(
    "--status",
    type=click.Choice([status.value for status in ListingStatus]),
    help="Only venues of this listing status.",
)
@click.option("--kind", type=click.Choice(list(KINDS)), help="Only venues of this kind.")
@click.option(
    "--without", type=click.Choice(["point", "hours", "check"]), help="Only venues that lack this."
)
def command(status: str | None, kind: str | None, without: str | None) -> None:
    """List the register: id, listing status, kind, name and postcode, parted by tabs."""
    lacking = {
        "point": lambda v: v.located is None,
        "hours": lambda v: not v.safe_hours,
        "check": lambda v: v.checked_on is None,
    }
    with opened() as (_, database), database.reading() as session:
        for venue in all_venues(session):
            if (
                (not status or venue.status == status)
                and (not kind or venue.kind == kind)
                and (not without or lacking[without](venue))
            ):
                click.echo(
                    "\t".join((venue.id, venue.status, venue.kind, venue.name, venue.postcode))
                )
