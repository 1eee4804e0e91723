"""Replace the walking network by extracts of OpenStreetMap, or keep the old one whole."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import brotli

from safespaces.errors import BadInput, NotFound
from safespaces.geo.point import Point
from safespaces.osm.ground import GroundExtract
from safespaces.osm.pbf import Box, Extract
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.notices import tell
from safespaces.store.streets import (
    StreetFacts,
    StreetFiles,
    keep_streets,
    remove_streets,
    street_facts,
)
from safespaces.store.venues import listed_venues
from safespaces.streets.build import Built, build
from safespaces.streets.codec import encode_network
from safespaces.streets.ground import Ground, build_ground
from safespaces.streets.ground_codec import encode_ground
from safespaces.streets.names_codec import encode_names
from safespaces.streets.network import Network
from safespaces.streets.snap import Snapper

BY = "street import"
_LEAST_SHARE = 0.9  # of the known places, and of the kilometres of the network before
_TIGHTEST = 11
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class StreetsImported:
    """What there is now, and the names of listed venues that no street is near."""

    facts: StreetFacts
    lost_venues: tuple[str, ...]


def import_streets(
    database: Database,
    paths: Sequence[Path],
    *,
    at: datetime,
    box: Box,
    known: Sequence[Point],
    force: bool = False,
    say: Say = lambda _text: None,
) -> StreetsImported:
    """Read the files, keep what lies in the box, and put it in the place of the network before.

    `known` are places of the town that a street has to be near. Raises BadInput, with the network
    before kept, for files that are no extracts, miss much of the town, or (unless `force`) are
    older or much smaller than what is there.
    """
    extract, below = Extract(), GroundExtract()
    for path in paths:
        say(f"Reading {path.name}")
        extract.read(path, box)
        below.read(path, box)
    say(f"Joining {len(extract.ways):,} ways")
    built = build(extract.ways.values(), extract.closed, extract.made_on)
    if not built.network.edge_count:
        raise BadInput("No way in these files lies in the town. Is it the extract of this region?")
    snapper = Snapper(built.network)
    if not force:
        _check_covers(snapper, known)
    say("Packing")
    files = _files(built, _ground(built.network, below))
    facts = _facts(built, files.number, at, ", ".join(path.name for path in paths))
    with database.writing() as session:
        before = street_facts(session)
        if before and not force:
            _check_newer(before, facts)
        keep_streets(session, facts, files)
        note(session, AuditLine(at, BY, "imported streets", facts.number, new=facts.source))
        tell(session)
        venues = listed_venues(session)
    lost = [v.name for v in venues if v.located and snapper.snap(v.located.point) is None]
    return StreetsImported(facts, tuple(lost))


def forget_streets(database: Database, *, at: datetime) -> None:
    """Take the network away: walks are reckoned by the straight line again. Raises NotFound where
    there is none.
    """
    with database.writing() as session:
        if not remove_streets(session):
            raise NotFound("There are no streets to remove.")
        note(session, AuditLine(at, BY, "removed streets", ""))
        tell(session)


def _check_covers(snapper: Snapper, known: Sequence[Point]) -> None:
    near = sum(snapper.snap(point) is not None for point in known)
    if near < _LEAST_SHARE * len(known):
        raise BadInput(
            f"These files have streets near {near} of {len(known)} known places of the town."
            " Add the extract of the rest (several files are joined), or use --force."
        )


def _check_newer(before: StreetFacts, now: StreetFacts) -> None:
    if now.made_on < before.made_on:
        raise BadInput(
            f"These files are of {now.date}, and the streets that are there of"
            f" {before.date}. Use --force to go back."
        )
    if now.kilometres < _LEAST_SHARE * before.kilometres:
        raise BadInput(
            f"These files have {now.kilometres:,} km of ways, and there are {before.kilometres:,}"
            " km. Is a file missing? Use --force if it is right."
        )


def _ground(network: Network, below: GroundExtract) -> Ground:
    extent = int(network.lats.max()), int(network.lons.max())
    return build_ground(below.shapes.values(), below.places.values(), network.plane, extent)


def _files(built: Built, ground: Ground) -> StreetFiles:
    packed = [
        brotli.compress(content, quality=_TIGHTEST)
        for content in (
            encode_network(built.network),
            encode_names(built.names),
            encode_ground(ground),
        )
    ]
    return StreetFiles(hashlib.sha256(b"".join(packed)).hexdigest()[:20], *packed)


def _facts(built: Built, number: str, at: datetime, source: str) -> StreetFacts:
    network = built.network
    return StreetFacts(
        number=number,
        # one of tomorrow would keep every honest one out
        made_on=network.made_on if network.made_on <= int(f"{at:%Y%m%d}") else 0,
        imported_at=at,
        source=source[:500],
        kilometres=round(network.kilometres),
        islands=built.islands,
        island_km=round(built.island_km),
    )
