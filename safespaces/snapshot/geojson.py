"""The public list as GeoJSON (RFC 7946): longitude first, WGS84."""

import json

from safespaces.snapshot.directory import address_line
from safespaces.snapshot.public_venue import PublicVenue
from safespaces.snapshot.snapshot import Snapshot
from safespaces.venues.categories import KINDS


def places_geojson(snapshot: Snapshot) -> bytes:
    """A FeatureCollection in the snapshot's order, in UTF-8. Places of neighbours are in their own
    services' files.
    """
    features = [_feature(venue) for venue in snapshot.own]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _feature(venue: PublicVenue) -> dict[str, object]:
    return {
        "type": "Feature",
        "id": venue.id,
        "geometry": {"type": "Point", "coordinates": [venue.lon, venue.lat]},
        "properties": {
            "slug": venue.slug,
            "name": venue.name,
            "kind": venue.kind,
            "kind_label": KINDS[venue.kind],
            "address": address_line(venue),
            "opening_hours": venue.safe_hours,
            "step_free": "step_free" in venue.access
            if venue.access
            else None,  # nothing said is not "no"
            "minimum_age": venue.youngest_alone or None,
        },
    }
