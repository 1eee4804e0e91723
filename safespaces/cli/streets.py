"""safespaces streets fetch, import, status, remove"""

import math
from pathlib import Path
from typing import Any

import click

from safespaces.actions.reference.fetch_streets import fetch_extract
from safespaces.actions.reference.import_streets import forget_streets, import_streets
from safespaces.cli.opening import opened, progress_of
from safespaces.clock import utc_now
from safespaces.errors import BadInput, NotFound
from safespaces.geo.point import Point
from safespaces.geocoding.gazetteer_files import read_gazetteer, read_town
from safespaces.maps.outlines import bounds_of
from safespaces.osm.pbf import Box
from safespaces.settings import folder, settings_from
from safespaces.store.streets import street_facts, street_files, street_network
from safespaces.store.venues import listed_venues
from safespaces.streets.snap import FURTHEST_M, Snapper

_M_PER_DEGREE = 111_320
_EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("streets")
def command() -> None:
    """Real walks: the streets and paths of the town, from OpenStreetMap.

    Without them walks are reckoned by the straight line. Extracts of regions are offered by
    download.geofabrik.de, as .osm.pbf. (c) OpenStreetMap contributors, ODbL: pages say so by
    themselves.
    """


def _what_is_taken(function: Any) -> Any:
    """The options of whatever imports."""
    for option in (
        click.option("--force", is_flag=True, help="Also what is older, smaller or misses places."),
        click.option(
            "--margin",
            default=2500,
            show_default=True,
            type=click.IntRange(0, 50_000),
            help="Metres around the town that are taken too.",
        ),
        click.option(
            "--area", type=_EXISTING, help="GeoJSON of the town; areas.geojson of the data."
        ),
    ):
        function = option(function)
    return function


@command.command("import", epilog="Example: safespaces streets import west-midlands.osm.pbf")
@click.argument("files", nargs=-1, required=True, type=_EXISTING)
@_what_is_taken
def import_command(files: tuple[Path, ...], area: Path | None, margin: int, force: bool) -> None:
    """Replace the streets by those of extracts: several are joined. The running service changes
    over by itself.
    """
    _import(files, area, margin, force)


@command.command("fetch", epilog="Example: safespaces streets fetch")
@click.option("--url", "urls", multiple=True, help="In place of the extracts in area.toml.")
@_what_is_taken
def fetch_command(urls: tuple[str, ...], area: Path | None, margin: int, force: bool) -> None:
    """Download the extracts that area.toml names and import them. A download that was cut off is
    gone on with.
    """
    chosen = urls or read_town(folder("data")).extracts
    if not chosen:
        raise BadInput("area.toml names no extracts. Name one with --url.")
    kept = Path(settings_from().key_file).parent / "streets"
    files = []
    for url in chosen:
        with progress_of(f"Downloading {url.rpartition('/')[2]}") as progress:
            files.append(fetch_extract(url, kept, progress))
    _import(tuple(files), area, margin, force)


def _import(files: tuple[Path, ...], area: Path | None, margin: int, force: bool) -> None:
    box = _box(area or folder("data") / "areas.geojson", margin)
    known = [place.point for place in read_gazetteer().places.places if _holds(box, place.point)]
    with opened() as (_, database):
        done = import_streets(
            database,
            files,
            at=utc_now(),
            box=box,
            known=[] if area else known,
            force=force,
            say=lambda text: click.echo(text, err=True),
        )
    facts = done.facts
    click.echo(
        f"{facts.kilometres:,} km of ways; left out {facts.islands:,} islands of"
        f" {facts.island_km:,} km."
    )
    _tell_lost(done.lost_venues)


@command.command("status", epilog="Example: safespaces streets status")
def status_command() -> None:
    """What there is: date, kilometres, islands, and listed venues that no street is near."""
    with opened() as (_, database), database.reading() as session:
        facts, files = street_facts(session), street_files(session)
        network, venues = street_network(session), listed_venues(session)
    if facts is None or files is None or network is None:
        raise NotFound("There are no streets. Get some with: safespaces streets import FILE")
    click.echo(f"Data of {facts.date}, imported {facts.imported_at:%Y-%m-%d}")
    click.echo(f"From {facts.source}")
    click.echo(
        f"{facts.kilometres:,} km, {network.node_count:,} places where ways meet,"
        f" {network.edge_count:,} ways between them; {facts.islands:,} islands of"
        f" {facts.island_km:,} km left out"
    )
    below = f", {len(files.ground):,} for the ground of the map" if files.ground else ""
    click.echo(f"{len(files.network):,} bytes for a phone, {len(files.names):,} for names{below}")
    snapper = Snapper(network)
    lost = [v.name for v in venues if v.located and snapper.snap(v.located.point) is None]
    _tell_lost(tuple(lost))


@command.command("remove", epilog="Example: safespaces streets remove")
def remove_command() -> None:
    """Take the streets away: walks are reckoned by the straight line again."""
    with opened() as (_, database):
        forget_streets(database, at=utc_now())
    click.echo("Removed. Walks are reckoned by the straight line.")


def _tell_lost(names: tuple[str, ...]) -> None:
    for name in names:
        click.echo(f"No street is within {FURTHEST_M} m of: {name}. Is its pin right?")


def _holds(box: Box, point: Point) -> bool:
    return box.holds(point.lat, point.lon)


def _box(area: Path, margin_m: int) -> Box:
    """The corners of the outlines in a file, and a margin around them. Raises BadInput."""
    try:
        (south, west), (north, east) = bounds_of(area.read_bytes())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{area.name} is not GeoJSON with outlines of a town.") from error
    up = margin_m / _M_PER_DEGREE
    along = up / math.cos(math.radians((south + north) / 2))
    return Box(south - up, west - along, north + up, east + along)
