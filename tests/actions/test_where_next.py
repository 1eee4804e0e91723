"""Whom to ask next, and what the map of an hour says of small counts."""

import json
from dataclasses import replace

import pytest

from safespaces.actions.coverage import where_next
from safespaces.actions.coverage.candidates import set_stage, suggest
from safespaces.actions.coverage.demand import import_layer
from safespaces.actions.coverage.map import areas_geojson
from safespaces.actions.coverage.memory import CoverageMemory
from safespaces.actions.coverage.reader import CoverageReader
from safespaces.actions.coverage.shown import shown_coverage
from safespaces.actions.coverage.where_next import BestPlaces, best_places, pool_of
from safespaces.actions.register.publish import publish
from safespaces.coverage.query import CoverageQuery, coverage_query
from safespaces.store.database import Database
from safespaces.store.snapshots import current_snapshot
from safespaces.venues.areas import Areas
from safespaces.venues.gazetteer import Gazetteer
from safespaces.venues.place_search import PlaceIndex
from tests.actions.test_coverage import CAFE, ROWS, WHO
from tests.coverage.build import LONDON, a_layer, north
from tests.store.build import NOW

NOWHERE = Gazetteer(PlaceIndex(()), {})


def reader_of(database: Database, rows: bytes = ROWS) -> tuple[CoverageReader, CoverageQuery]:
    """A town with nobody but those of the rows, and an empty public list."""
    import_layer(database, rows, a_layer(title="Homes", source="ONS 2030"), **WHO)
    publish(database, at=NOW)
    reader = CoverageReader(
        database, CoverageMemory(LONDON, 60), Areas(NOWHERE), NOWHERE, "Coventry", LONDON, NOW
    )
    with database.reading() as session:
        snapshot = current_snapshot(session)
    assert snapshot
    return reader, coverage_query({}, reader.demand(), snapshot, NOW.date(), LONDON)


@pytest.mark.parametrize(
    ("stage", "pool", "agreed"), [("asked", 1, 0), ("agreed", 0, 1), ("refused", 0, 0)]
)
def test_who_refused_is_left_alone_and_who_agreed_is_not_asked_again(
    register: Database, stage: str, pool: int, agreed: int
) -> None:
    made = suggest(register, CAFE, **WHO)
    set_stage(register, made.id, stage, words="why", email="a@cafe.example", site="http://x", **WHO)
    reader, query = reader_of(register)
    found = pool_of(reader, query, shown_coverage(reader, query, ""), "24/7")
    assert (len(found.known), len(found.agreed)) == (pool, agreed)


def test_before_anybody_is_asked_nobody_is_reached(register: Database) -> None:
    suggest(register, CAFE, **WHO)
    reader, query = reader_of(register)
    best, _ = best_places(reader, query, shown_coverage(reader, query, ""), "24/7", query.band, 1)
    assert (best.before, best.after) == ("0 %", "33 %")


@pytest.mark.parametrize(("count", "told"), [(0, 0), (1, None), (9, None), (10, 10)])
def test_the_file_of_the_map_leaves_counts_under_ten_out(
    register: Database, count: int, told: int | None
) -> None:
    rows = b"code,lat,lon,count\na,52.41,-1.51,%d\nb,52.42,-1.5,20\n" % count
    reader, query = reader_of(register, rows)
    file = json.loads(areas_geojson(reader, query, reader.of_list(query)))
    assert [each["properties"]["count"] for each in file["features"]] == [told, 20]


def test_each_place_of_the_best_set_is_told_with_what_it_adds_to_those_before_and_alone(
    register: Database,
) -> None:
    for name, metres, hours in (("First", 0, "24/7"), ("Second", 8880, "24/7"), ("Near", 100, "")):
        suggest(register, replace(CAFE, name=name, point=north(metres), safe_hours=hours), **WHO)
    reader, query = reader_of(
        register, b"code,lat,lon,count\na,52.41,-1.51,30\nb,52.4899,-1.51,10\n"
    )
    shown = shown_coverage(reader, query, "")

    def best(assumed: str, wanted: int) -> BestPlaces:
        return best_places(reader, query, shown, assumed, query.band, wanted)[0]

    found = best("", 3)
    assert [(each.known.candidate.name, each.adds, each.alone) for each in found.sites] == [
        ("First", 30, 30),
        ("Second", 10, 10),
    ]
    assert (found.gain, found.known_gain, found.assumed, found.pool) == ("40", "40", 0, 2)
    left_out = pool_of(reader, query, shown, "")
    assert (left_out.without_hours, left_out.barred) == (1, 0)
    assert (found.before, found.after, found.known_after) == ("0 %", "100 %", "100 %")
    assert (found.is_proven, best("24/7", 1).gain) == (True, "30")


def test_what_rests_on_assumed_hours_is_told_apart(register: Database) -> None:
    suggest(register, replace(CAFE, safe_hours=""), **WHO)
    reader, query = reader_of(register)
    shown = shown_coverage(reader, query, "")
    found, _ = best_places(reader, query, shown, "24/7", query.band, 1)
    assert (found.gain, found.known_gain, found.assumed) == ("10", "none", 1)
    assert (found.after, found.known_after) == ("33 %", "0 %")


def test_of_more_candidates_than_are_counted_those_that_add_most_are_kept_and_it_is_said(
    register: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, metres in (("Nobody near", 40_000), ("Few", 8880), ("Many", 0)):
        suggest(register, replace(CAFE, name=name, point=north(metres), safe_hours="24/7"), **WHO)
    reader, query = reader_of(
        register, b"code,lat,lon,count\na,52.41,-1.51,30\nb,52.4899,-1.51,10\n"
    )
    shown = shown_coverage(reader, query, "")
    whole = where_next.pool_of(reader, query, shown, "24/7")
    assert (len(whole.known), whole.left_out) == (3, 0)
    monkeypatch.setattr(where_next, "MOST_COUNTED", 2)
    pool = where_next.pool_of(reader, query, shown, "24/7")
    assert [each.candidate.name for each in pool.known] == ["Few", "Many"]
    assert (pool.left_out, len(pool.hours), pool.candidates.facilities[1].name) == (1, 2, "Many")
    best = best_places(reader, query, shown, "24/7", query.band, 3)[0]
    assert (best.left_out, best.pool, best.gain) == (1, 2, "40")
