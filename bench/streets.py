"""Walks by the streets of a real city (outside the repository; where it is not, a made town)."""

import base64
import random
import resource
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

import brotli
from playwright.sync_api import sync_playwright

from bench.first_load import SLOWER
from bench.report import Row, median_us
from safespaces.coverage.street_paths import StreetPaths
from safespaces.geo.point import Point
from safespaces.hours.wall_time import minute_of_wall
from safespaces.osm.ground import GroundExtract
from safespaces.osm.pbf import Box, Extract
from safespaces.settings import Settings
from safespaces.snapshot.finder import Finder
from safespaces.snapshot.snapshot import Snapshot
from safespaces.streets.build import Built, build
from safespaces.streets.codec import encode_network
from safespaces.streets.ground import Ground, build_ground
from safespaces.streets.ground_codec import encode_ground
from safespaces.streets.names_codec import encode_names
from tests.snapshot.build import a_public_venue, a_snapshot
from tests.streets.towns import grid

ROOT = Path(__file__).parents[1]
CITY = ROOT.parent / "shared" / "data" / "osm" / "heidelberg-test.osm.pbf"
COUNTY = CITY.with_name("rutland-2018-02-27.osm.pbf")
ENGLAND = Box(49.8, -6.5, 55.9, 1.9)
AROUND = Box(49.343, 8.598, 49.476, 8.802)  # 100 km² and 2.5 km around them
VENUES, MANY, POINTS, DEMAND = 100, 3_000, 400, 1_623
ZONE = Settings().zone
NOON = minute_of_wall(date(2026, 11, 24), 12 * 60, ZONE)


@dataclass(frozen=True, slots=True)
class City:
    """A network, and made-up points in its middle."""

    name: str
    built: Built
    below: Ground
    seconds: float

    def points(self, count: int, seed: int) -> list[Point]:
        """At nodes of the network, some metres off."""
        dice, network = random.Random(seed), self.built.network
        found = []
        for _ in range(count):
            node = dice.randrange(network.node_count)
            lat = (int(network.lats[node]) + network.plane.south) / 1e5
            lon = (int(network.lons[node]) + network.plane.west) / 1e5
            found.append(Point(lat + dice.gauss(0, 2e-4), lon + dice.gauss(0, 2e-4)))
        return found


def rows() -> Iterator[Row]:
    """Sizes, then phone, server and coverage."""
    city = _city()
    yield from _import_and_size(city)
    yield from _county()
    yield from _phone(city)
    yield from _server(city)
    yield _long_list(city)
    yield _coverage(city)


def _city() -> City:
    began = perf_counter()
    extract, ground = Extract(), GroundExtract()
    if CITY.is_file():
        extract.read(CITY, AROUND)
        ground.read(CITY, AROUND)
        name = "a city of 100 km²"
    else:
        with tempfile.TemporaryDirectory() as folder:
            extract.read(grid(120, 90).write(Path(folder) / "town.osm.pbf"))
        name = "a made town"
    built = build(extract.ways.values(), extract.closed, extract.made_on)
    extent = int(built.network.lats.max()), int(built.network.lons.max())
    plane = built.network.plane
    below = build_ground(ground.shapes.values(), ground.places.values(), plane, extent)
    return City(name, built, below, perf_counter() - began)


def _county() -> Iterator[Row]:
    """The ground of one that has woods, lakes and houses in its extract."""
    if not COUNTY.is_file():
        return
    extract, ground = Extract(), GroundExtract()
    extract.read(COUNTY, ENGLAND)
    ground.read(COUNTY, ENGLAND)
    network = build(extract.ways.values(), extract.closed, extract.made_on).network
    extent = int(network.lats.max()), int(network.lons.max())
    below = build_ground(ground.shapes.values(), ground.places.values(), network.plane, extent)
    size = len(brotli.compress(encode_ground(below), quality=11)) / 1000
    yield Row(
        f"ground of a county: {len(below.kinds):,} shapes, {len(below.lats):,} points",
        f"{size:.0f} KB",
        "at most 70 KB",
        size <= 70,
    )


def _import_and_size(city: City) -> Iterator[Row]:
    began = perf_counter()
    files = (
        encode_network(city.built.network),
        encode_names(city.built.names),
        encode_ground(city.below),
    )
    sizes = [len(brotli.compress(each, quality=11)) / 1000 for each in files]
    kilometres = city.built.network.kilometres
    seconds = city.seconds + perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Row(
        f"streets of {city.name}: read, joined and packed",
        f"{seconds:.1f} s, {peak:.0f} MB at most",
        "within 10 s and 1,000 MB",
        seconds < 10 and peak < 1_000,
    )
    yield Row(
        f"streets of {city.name}, {kilometres:,.0f} km: for a phone, names, ground",
        f"{sizes[0]:.0f}, {sizes[1]:.0f} and {sizes[2]:.0f} KB",
        "at most 130, 30 and 70 KB",
        sizes[0] <= 130 and sizes[1] <= 30 and sizes[2] <= 70,
    )


def _phone(city: City) -> Iterator[Row]:
    places = city.points(VENUES, 1)
    given = {
        "network": base64.b64encode(encode_network(city.built.network)).decode(),
        "names": base64.b64encode(encode_names(city.built.names)).decode(),
        "lats": [round(place.lat * 1e5) for place in places],
        "lons": [round(place.lon * 1e5) for place in places],
        "points": [[point.lat, point.lon] for point in city.points(POINTS, 2)],
    }
    code = (ROOT / "static" / "built" / "streets.js").read_text()
    measure = (Path(__file__).with_name("streets.mjs")).read_text().replace("export ", "")
    with sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.add_script_tag(content=code, type="module")
        page.add_script_tag(content=f"{measure}\nwindow.measure = measure;")
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        runs = [page.evaluate("given => measure(given)", given) for _ in range(3)]
        browser.close()
    read = statistics.median(each["read"] for each in runs)
    median = statistics.median(each["median"] for each in runs)
    yield Row(
        f"streets of {city.name} on a phone {SLOWER} times slower: read, and ready to walk",
        f"{read:.0f} ms",
        "within 150 ms",
        read <= 150,
    )
    yield Row(
        f"streets of {city.name} on that phone: the walks to the five nearest of {VENUES} places",
        f"{median:.1f} ms, 99 in 100 within {max(each['late'] for each in runs):.0f} ms",
        "at most 3 ms",
        median <= 3,
    )


def _list(city: City, count: int) -> Snapshot:
    """Places that are always open."""
    return a_snapshot(
        *(
            a_public_venue(
                f"Place {number:04}", lat=round(at.lat, 5), lon=round(at.lon, 5), safe_hours="24/7"
            )
            for number, at in enumerate(city.points(count, 1))
        )
    )


def _long_list(city: City) -> Row:
    finder = Finder(_list(city, MANY), ZONE, network=city.built.network)
    points = city.points(POINTS, 3)
    for point in points:  # streets beside places are looked for once
        finder.nearest(point, NOON)
    us = median_us([lambda p=point: finder.nearest(p, NOON) for point in points])
    return Row(
        f"nearest of {MANY:,} places by the streets of {city.name}, searched when asked",
        f"{us:.0f} µs",
        "at most 5,000 µs",
        us <= 5_000,
    )


def _server(city: City) -> Iterator[Row]:
    snapshot = _list(city, VENUES)
    began = process_time()
    by_street = Finder(snapshot, ZONE, network=city.built.network)
    made = process_time() - began
    straight, points = Finder(snapshot, ZONE), city.points(POINTS, 3)
    both = []
    for finder in (by_street, straight):
        finder.nearest(points[0], NOON)
        both.append(median_us([lambda f=finder, p=point: f.nearest(p, NOON) for point in points]))
    yield Row(
        f"nearest of {VENUES} places by the streets of {city.name}, and in a straight line",
        f"{both[0]:.0f} and {both[1]:.0f} µs; made ready in {made:.1f} s",
        "at most 1,500 µs by the streets",
        both[0] <= 1_500,
    )


def _coverage(city: City) -> Row:
    places, demand = city.points(VENUES, 1), city.points(DEMAND, 4)
    paths = StreetPaths(city.built.network, "bench")
    began = perf_counter()
    walks = paths.within(demand, places, 24)
    seconds = perf_counter() - began
    return Row(
        f"walks of {DEMAND:,} points to {VENUES} places by the streets of {city.name}",
        f"{seconds:.1f} s ({len(walks.points):,} of at most 24 minutes)",
        "within 2 s",
        seconds <= 2,
    )
