"""The nearest open places by this service, beside the same question asked of PostGIS (KNN over an
index, with an open filter) and of Redis (GEOSEARCH, which knows no hours), each through a route of
one app behind one server, turn and turn about. What counts is the processor time of a request, the
database's own with it: requests a second on a machine of two processors are of whoever is lucky.

Needs wrk, Redis and PostGIS (Debian: apt install wrk redis-server postgresql-15-postgis-3).
"""

import json
import os
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil
import psycopg
import redis
from flask import Flask, Response, request
from psycopg_pool import ConnectionPool

from bench.growth import DAY, ZONE, over_great_britain
from bench.http import SECONDS, Load, _load, _processor_s, serving
from bench.made_up import snapshot as of_a_town
from bench.report import Row
from safespaces.hours.spans import Spans
from safespaces.settings import Settings
from safespaces.snapshot.finder import Finder
from safespaces.snapshot.snapshot import Snapshot
from safespaces.store.database import Database
from safespaces.store.snapshots import keep_snapshot
from safespaces.web.access import Open
from safespaces.web.app import create_app
from tests.databases import postgres_url
from tests.snapshot.build import numbered

# places, and where they are and where it is asked: south, west, and how many degrees from there
SIZES = {100: (52.36, -1.6, 0.1, 0.18), 100_000: (50.5, -5.0, 7.5, 6.0)}
ROUNDS = 7
ROUTES = ("/api/v1/nearest", "/postgis", "/redis")
_NEAREST = (
    "SELECT slug, name, ST_Distance(place, here) FROM places,"
    " (SELECT ST_Point(%s, %s, 4326)::geography AS here) AS asked"
    " WHERE hours @> %s ORDER BY place <-> here LIMIT 5"
)
_TABLE = (
    "CREATE EXTENSION IF NOT EXISTS postgis; DROP TABLE IF EXISTS places;"
    " CREATE TABLE places (slug text, name text, place geography(Point, 4326),"
    " hours int4multirange)"
)
_ASK = """
math.randomseed(7)
local asked = 0
request = function()
  asked = asked + 1
  local lat, lon = SOUTH + math.random() * HIGH, WEST + math.random() * WIDE
  return wrk.format("GET", string.format("ROUTE?lat=%.5f&lon=%.5f&at=AT", lat, lon))
end
"""
_MINUTES = 'string.format("2026-11-24T%02d:%02d", 9 + math.floor(asked / 60) % 9, asked % 60)'
ASKED = {
    "at a minute asked before": _ASK.replace("AT", "2026-11-24T12:00"),
    "at another minute each time": _ASK.replace('at=AT", lat', 'at=%s", lat').replace(
        "lat, lon))", f"lat, lon, {_MINUTES}))"
    ),
    "at night": _ASK.replace("AT", "2026-11-24T03:00"),
}


def app() -> Flask:
    """The real app, with a thin route each for PostGIS and for Redis."""
    made = create_app(
        Settings(database=os.environ["SAFESPACES_DATABASE"], api_limit="", form_limit="")
    )
    pool = ConnectionPool(os.environ["BENCH_POSTGRES"], min_size=4, max_size=8, open=True)
    held = redis.Redis(port=int(os.environ["BENCH_REDIS"]))

    @made.get("/postgis")
    def postgis() -> Response:
        lat, lon, minute = _asked()
        with pool.connection() as connection:
            found = connection.execute(_NEAREST, (lon, lat, minute)).fetchall()
        return _told([_place(slug, name, metres) for slug, name, metres in found])

    @made.get("/redis")
    def by_redis() -> Response:
        lat, lon, _ = _asked()
        found = held.geosearch(
            "places",
            longitude=lon,
            latitude=lat,
            radius=30,
            unit="km",
            sort="ASC",
            count=5,
            withdist=True,
        )
        names = held.hmget("names", [slug for slug, _ in found]) if found else []
        told = zip(found, names, strict=True)
        return _told([_place(slug, name, 1000 * km) for (slug, km), name in told])

    for name in ("postgis", "by_redis"):
        made.extensions["access"][name] = Open.PUBLIC
    return made


def _asked() -> tuple[float, float, int]:
    """Latitude, longitude, and the minute since 1970 of a wall clock."""
    asked = request.args
    at = datetime.fromisoformat(asked["at"]).replace(tzinfo=ZONE)
    return float(asked["lat"]), float(asked["lon"]), int(at.timestamp() // 60)


def _place(slug: str | bytes, name: str | bytes, metres: float) -> dict[str, object]:
    texts = {"slug": slug, "name": name}
    return {
        **{key: each.decode() if isinstance(each, bytes) else each for key, each in texts.items()},
        "distance_m": round(metres),
    }


def _told(found: list[dict[str, object]]) -> Response:
    return Response(json.dumps({"results": found}), content_type="application/json")


def rows() -> Iterator[Row]:
    """Requests a second at each size, however it is asked."""
    if not (shutil.which("wrk") and shutil.which("redis-server") and _has_postgis()):
        missing = "not measured: wrk, Redis or PostGIS is missing"
        yield Row("nearest beside PostGIS and Redis", missing, "ahead of both", False)
        return
    for size, area in SIZES.items():
        with ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            snapshot = numbered(of_a_town(size) if size == 100 else over_great_britain(size))
            os.environ["BENCH_POSTGRES"], postmaster = stack.enter_context(_postgres(snapshot))
            os.environ["BENCH_REDIS"], redis_server = stack.enter_context(_redis(snapshot, folder))
            database = Database(f"sqlite:///{folder}/bench.db")
            database.prepare()
            with database.writing() as session:
                keep_snapshot(session, snapshot)
            database.close()
            address, process = stack.enter_context(serving(folder, "bench.databases:app()"))
            server = psutil.Process(process)
            databases = [psutil.Process(pid) for pid in (postmaster, redis_server)]
            _warm_up(address)
            for words, script in ASKED.items():
                names = ("SOUTH", "WEST", "HIGH", "WIDE")
                for name, number in zip(names, area, strict=True):
                    script = script.replace(name, str(number))
                yield _measured(address, server, databases, Path(folder), size, words, script)


def _warm_up(address: str) -> None:
    """Until both workers have loaded the list."""
    in_a_row = 0
    while in_a_row < 40:
        try:
            for route in ROUTES:
                urlopen(f"{address}{route}?lat=52.4&lon=-1.5&at=2026-11-24T12:00").read()
            in_a_row += 1
        except HTTPError:
            in_a_row = 0
            time.sleep(0.5)


def _measured(
    address: str,
    server: psutil.Process,
    databases: list[psutil.Process],
    folder: Path,
    size: int,
    words: str,
    script: str,
) -> Row:
    found: dict[str, list[Load]] = {route: [] for route in ROUTES}
    for _ in range(ROUNDS + 1):  # the first warms up
        for route in ROUTES:
            asking = folder / "asking.lua"
            asking.write_text(script.replace("ROUTE", route))
            before = sum(map(_processor_s, databases))
            load = _load(address, server, asking)
            theirs = 1e6 * (sum(map(_processor_s, databases)) - before) / load.rate / SECONDS
            found[route].append(Load(load.rate, load.processor_us + theirs))
    rates = [statistics.median(each.rate for each in found[route][1:]) for route in ROUTES]
    times = [statistics.median(each.processor_us for each in found[route][1:]) for route in ROUTES]
    return Row(
        f"nearest over HTTP, {size:,} places, {words}: this service, PostGIS, Redis without hours",
        f"{times[0]:,.0f}, {times[1]:,.0f} and {times[2]:,.0f} µs of processor time a request"
        f" ({rates[0]:,.0f}, {rates[1]:,.0f} and {rates[2]:,.0f} a second)",
        "less than both",
        times[0] < min(times[1:]),
    )


def _has_postgis() -> bool:
    return any(Path("/usr/share/postgresql").glob("*/extension/postgis.control"))


@contextmanager
def _postgres(snapshot: Snapshot) -> Iterator[tuple[str, int]]:
    server = postgres_url.__wrapped__()  # type: ignore[attr-defined]
    try:
        folder = next(server).partition("host=")[2]
        address = f"host={folder} user=postgres dbname=postgres"
        timetable = Finder(snapshot, ZONE).timetable
        spans = timetable.fortnight(DAY, range(len(timetable.schedules)))
        hours = [
            "{" + ",".join(f"[{each.start},{each.end})" for each in its.open) + "}" if its else "{}"
            for its in spans
        ]
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(_TABLE)
            with connection.cursor().copy("COPY places FROM STDIN") as copy:
                for venue, schedule in zip(snapshot.venues, timetable.schedule_of, strict=True):
                    point = f"SRID=4326;POINT({venue.lon} {venue.lat})"
                    copy.write_row((venue.slug, venue.name, point, hours[schedule]))
            connection.execute("CREATE INDEX ON places USING gist (place)")
            connection.execute("VACUUM ANALYZE places")
        yield address, int(Path(folder, "data", "postmaster.pid").read_text().splitlines()[0])
    finally:
        next(server, None)


def _ranges(spans: Spans | None) -> str:
    """As PostgreSQL writes several ranges of minutes."""
    return f"{{{','.join(f'[{each.start},{each.end})' for each in spans.open)}}}" if spans else "{}"


@contextmanager
def _redis(snapshot: Snapshot, folder: str) -> Iterator[tuple[str, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    server = subprocess.Popen([*command, "--dir", folder], stdout=subprocess.DEVNULL)
    held = redis.Redis(port=port)
    try:
        while True:
            try:
                held.ping()
                break
            except redis.ConnectionError:
                time.sleep(0.1)
        for first in range(0, len(snapshot.venues), 5_000):
            some = snapshot.venues[first : first + 5_000]
            held.geoadd("places", [each for v in some for each in (v.lon, v.lat, v.slug)])
            held.hset("names", mapping={v.slug: v.name for v in some})
        yield str(port), server.pid
    finally:
        held.close()
        server.terminate()
        server.wait(20)
