"""Everything that a coverage page shows is worked out without a web app."""

import subprocess
import sys

WORKED_OUT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from safespaces.actions.coverage.figures import band_rows, gap_cards, groups, provenance, summary, week_cells
from safespaces.actions.coverage.gains import candidates_near
from safespaces.actions.coverage.map import areas_geojson, coverage_map, marks_geojson
from safespaces.actions.coverage.memory import CoverageMemory
from safespaces.actions.coverage.reader import CoverageReader
from safespaces.actions.coverage.shown import shown_coverage
from safespaces.actions.coverage.tables import area_rows, gap_rows, group_rows, week_rows
from safespaces.actions.coverage.trend import trend
from safespaces.actions.coverage.where_next import best_places
from safespaces.actions.imports.import_csv import UploadedFile, apply_import
from safespaces.coverage.bands import BANDS
from safespaces.coverage.query import coverage_query
from safespaces.geocoding.gazetteer_files import read_gazetteer
from safespaces.settings import folder
from safespaces.store.database import Database
from safespaces.store.snapshots import current_snapshot
from safespaces.venues.areas import Areas

now, zone = datetime(2026, 11, 24, 12, tzinfo=UTC), ZoneInfo("Europe/London")
database, gazetteer = Database("sqlite:///" + sys.argv[1]), read_gazetteer()
database.prepare()
apply_import(database, UploadedFile((folder("data") / "venues.csv").read_bytes(), "venues.csv"), at=now, author="test")
memory = CoverageMemory(zone, 60, gazetteer.places.places, "Coventry")
reader = CoverageReader(database, memory, Areas(gazetteer), gazetteer, "Coventry", zone, now)
with database.reading() as session:
    snapshot = current_snapshot(session)
query = coverage_query({"day": "4", "hour": "12"}, reader.demand(), snapshot, now.date(), zone)
shown = shown_coverage(reader, query, "")
gaps = gap_cards(reader, query, shown.coverage, 5)
best, _ = best_places(reader, query, shown, "24/7", BANDS["evening"], 3)
made = [summary(reader, query, shown.coverage), week_cells(query, shown.coverage), groups(reader, query, shown.coverage),
        band_rows(query, [shown.coverage]), provenance(reader, query), coverage_map(reader, query, shown.coverage, gaps),
        areas_geojson(reader, query, shown.coverage), marks_geojson(reader, query, shown.coverage, gaps), trend(reader, query),
        list(area_rows(reader, query, shown.coverage)), list(gap_rows(query, gaps)), list(week_rows(query, shown.coverage)),
        list(group_rows(reader, query, shown.coverage)), best]
assert all(made) and len(gaps) == 5 and candidates_near(reader, query, gaps)
assert made[0].total > 20_000 and 0 < made[0].reached < made[0].total
assert not {"flask", "werkzeug"} & sys.modules.keys()
"""


def test_without_flask(tmp_path: object) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WORKED_OUT, f"{tmp_path}/register.db"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
