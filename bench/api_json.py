"""What joining encoded bytes buys the API over Flask's own JSON, at 100 and at 100,000 venues."""

from collections.abc import Iterator
from functools import partial
from zoneinfo import ZoneInfo

from flask import Flask, jsonify

from bench.growth import NOON, over_great_britain
from bench.report import Row, median_us
from safespaces.geo.point import Point
from safespaces.hours.wall_time import local
from safespaces.settings import Settings
from safespaces.snapshot.directory import address_line
from safespaces.snapshot.finder import Finder, Found
from safespaces.snapshot.nearest_json import Fragments
from safespaces.web.help_json import HELP

SIZES, ASKED = (100, 100_000), 500
ZONE = Settings().zone
SITE = "https://safespaces.example"


def rows() -> Iterator[Row]:
    """The body of an answer with five places, by each way."""
    app = Flask("bench")
    for size in SIZES:
        finder = Finder(over_great_britain(size), ZONE)
        fragments = Fragments(finder.snapshot.venues)
        found = finder.nearest(Point(52.41, -1.51), NOON)
        assert len(found) == 5
        with app.test_request_context():
            joined = median_us([partial(_joined, fragments, found)] * ASKED)
            made = median_us([partial(_by_flask, finder.snapshot.number, found)] * ASKED)
        yield Row(
            f"the API's answer as bytes, {size:,} venues: joined, and by Flask's jsonify",
            f"{joined:.0f} and {made:.0f} µs",
            "joined in under half the time",
            joined < made / 2,
        )


def _joined(fragments: Fragments, found: list[Found]) -> bytes:
    return b",".join([fragments.result(each, SITE.encode(), ZONE) for each in found])


def _by_flask(number: str, found: list[Found]) -> bytes:
    results = [_result(each, ZONE) for each in found]
    return jsonify({"snapshot": number, "results": results, "help": HELP}).data


def _result(found: Found, zone: ZoneInfo) -> dict[str, object]:
    venue, status = found.venue, found.status
    return {
        "id": venue.id,
        "slug": venue.slug,
        "name": venue.name,
        "kind": venue.kind,
        "lat": venue.lat,
        "lon": venue.lon,
        "distance_m": found.distance_m,
        "walk_minutes": found.walk_minutes,
        "bearing": found.bearing,
        "state": status.state.value,
        "open_until": _moment(status.open_until, zone),
        "opens_at": _moment(status.opens_at, zone),
        "address": address_line(venue),
        "url": f"{SITE}/places/{venue.slug}",
    }


def _moment(minute: int | None, zone: ZoneInfo) -> str | None:
    return None if minute is None else local(minute, zone).isoformat()
