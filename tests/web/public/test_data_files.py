"""Files that every phone gets alike."""

import csv
import gzip
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest

from safespaces.geo.point import Point
from safespaces.geo.postcode import Postcode
from safespaces.settings import Settings
from safespaces.store.database import Database
from safespaces.store.postcodes import replace_postcodes
from safespaces.store.snapshots import keep_snapshot
from safespaces.web.postcode_files import postcodes_json
from safespaces.web.sources import sources_of
from tests.snapshot.build import a_snapshot
from tests.web.conftest import TOWN, Reader, an_app

FILES = [
    "/directory.json",
    "/places.geojson",
    "/places.csv",
    "/gazetteer.json",
    "/postcodes/CV1.json",
    "/static/css/site.css",
]


@pytest.mark.parametrize("address", FILES)
def test_a_file_is_sent_again_only_when_it_has_changed(reader: Reader, address: str) -> None:
    first = reader.answer(address)
    tag = first.headers["ETag"]
    assert (
        first.status_code == 200
        and not tag.startswith("W/")
        and first.headers["Cache-Control"].startswith("public, ")
    )
    again = reader.answer(address, headers={"If-None-Match": f'"old", {tag}'})
    assert again.status_code == 304 and again.data == b"" and again.headers["ETag"] == tag
    assert reader.answer(address, headers={"If-None-Match": '"old"'}).status_code == 200


@pytest.mark.parametrize(
    "address", [address for address in FILES if "postcodes" not in address]
)  # one postcode does not pack
@pytest.mark.parametrize(
    "accepted, encoding, unpacked",
    [("gzip, deflate, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)],
)
def test_a_file_is_packed_for_those_who_can_unpack_it(
    reader: Reader, address: str, accepted: str, encoding: str, unpacked: Callable[[bytes], bytes]
) -> None:
    plain, packed = (
        reader.answer(address),
        reader.answer(address, headers={"Accept-Encoding": accepted}),
    )
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == encoding
    assert unpacked(packed.data) == plain.data and len(packed.data) < len(plain.data)
    assert (
        packed.headers["ETag"] != plain.headers["ETag"]
        and "Accept-Encoding" in packed.headers["Vary"]
    )
    assert (
        reader.answer(
            address, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
        ).status_code
        == 304
    )
    assert (
        "Content-Encoding"
        not in reader.answer(address, headers={"Accept-Encoding": "gzip;q=0"}).headers
    )


def test_a_new_snapshot_has_new_tags() -> None:
    before = Reader(an_app()).answer("/directory.json").headers["ETag"]
    assert (
        Reader(an_app(a_snapshot(*TOWN.venues[:2]))).answer("/directory.json").headers["ETag"]
        != before
    )


def test_the_files_hold_every_place(reader: Reader) -> None:
    assert reader.answer("/directory.json").json["venues"]["name"] == [
        venue.name for venue in TOWN.venues
    ]
    geojson = json.loads(reader.answer("/places.geojson").data)
    assert [feature["properties"]["slug"] for feature in geojson["features"]] == [
        venue.slug for venue in TOWN.venues
    ]
    rows = list(csv.DictReader(io.StringIO(reader.answer("/places.csv").data.decode("utf-8-sig"))))
    assert [row["name"] for row in rows] == [venue.name for venue in TOWN.venues]


def test_only_an_outward_code_gets_a_file_of_postcodes(reader: Reader) -> None:
    assert reader.answer("/postcodes/CV1.json").json == {
        "outward": "CV1",
        "inward": "5FB",
        "lat": [52406600],
        "lon": [-1502300],
    }
    for other in ("CV9", "cv1", "CV1 5FB", "CV15FB", "..%2f", "%00"):
        assert reader.answer(f"/postcodes/{other}.json").status_code == 404


def test_postcodes_are_steps_from_one_to_the_next() -> None:
    made = json.loads(postcodes_json("CV1", [("1AA", 52.4, -1.5), ("1AB", 52.40001, -1.49999)]))
    assert made == {
        "outward": "CV1",
        "inward": "1AA 1AB",
        "lat": [52400000, 10],
        "lon": [-1500000, 10],
    }


def test_static_files_are_kept_for_good_under_their_version_and_nothing_else_is_reachable(
    reader: Reader,
) -> None:
    href = next(e.attributes["href"] for e in reader.get("/").all("link", rel="stylesheet")) or ""
    answer = reader.answer(href)
    assert (
        answer.status_code == 200
        and "immutable" in answer.headers["Cache-Control"]
        and answer.mimetype == "text/css"
    )
    assert "immutable" not in reader.answer("/static/v-old/css/site.css").headers["Cache-Control"]
    assert reader.answer("/static/js/public/quick-exit.js").mimetype == "text/javascript"
    for outside in (
        "/static/../pyproject.toml",
        "/static/%2e%2e/pyproject.toml",
        "/static/css",
        "/static/%00",
        "/static/v-x/../../pyproject.toml",
    ):
        assert reader.answer(outside).status_code == 404


def test_health_and_readiness() -> None:
    reader, empty = Reader(an_app()), Reader(an_app(None))
    assert reader.answer("/healthz").json == {"alive": True}
    assert reader.answer("/readyz").json == {"ready": True, "snapshot": TOWN.number, "venues": 5}
    assert (
        empty.answer("/healthz").status_code == 200 and empty.answer("/readyz").status_code == 503
    )
    for each in ("/directory.json", "/places.geojson", "/places.csv"):
        assert empty.answer(each).status_code == 503


def test_the_real_store_serves_a_snapshot_and_postcodes(tmp_path: Path) -> None:
    settings = Settings(database=f"sqlite:///{tmp_path}/web.db", refresh_seconds=0)
    database = Database(settings.database)
    database.prepare()
    real = sources_of(settings)
    reader = Reader(an_app(given=real, refresh_seconds=0, database=settings.database))
    assert reader.answer("/readyz").status_code == 503
    with database.writing() as session:
        keep_snapshot(session, TOWN)
        replace_postcodes(
            session,
            [(Postcode("CV1", "5FB"), Point(52.4066, -1.5023))],
            source="test",
            at=datetime(2026, 11, 24, tzinfo=UTC),
        )
    database.close()
    assert (
        reader.answer("/readyz").status_code == 200
        and "Central Library" in reader.ask("CV1 5FB").words
    )
    file = reader.answer("/postcodes/CV1.json").json
    assert (
        "5FB" in file["inward"].split() and len(file["inward"].split()) > 1_000
    )  # the table's own, and all that come with the service
