"""The page's own working out of an hour is the server's: each hour of the week, each walk, in the city and in a made-up town."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from safespaces.actions.coverage import hours_file as module
from safespaces.actions.coverage.demand import shipped_layers
from safespaces.actions.coverage.hours_file import hours_file
from safespaces.actions.coverage.measure import facilities_of
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.reach import LIMITS, Coverage
from safespaces.coverage.shading import shade_of
from safespaces.coverage.summary import summary_of
from safespaces.coverage.week import HOURS, Week
from safespaces.coverage.wording import whole_people
from safespaces.intake.planner import make_plan
from safespaces.intake.table import read_table
from safespaces.settings import folder
from safespaces.snapshot.snapshot import Snapshot, take_snapshot
from tests.coverage.build import CHRISTMAS, LONDON, ORDINARY, SPRING_FORWARD, a_layer, a_place, area
from tests.node import node

LAYERS = shipped_layers()
LIST = Snapshot("abc", datetime(2026, 11, 24, tzinfo=UTC), ())
SCRIPT = """
import { readFileSync } from 'node:fs';
import { reachAt } from './static/js/coverage/week-reach.js';
import { shareWords, whole } from './static/js/coverage/share-words.js';
const [path, ...limits] = process.argv.slice(1);
const file = JSON.parse(readFileSync(path, 'utf8'));
const found = limits.map(Number).map((limit) => file.instants.map((at, hour) => {
  const { total, reached, atMost, missed, states } = reachAt(file, hour, limit);
  return { total, reached, atMost, states, words: shareWords({ total, reached, atMost }, file), shades: Array.from(missed, (each) => Math.min(5, Math.ceil(whole(each) / file.step))) };
}));
process.stdout.write(JSON.stringify(found));
"""


def shipped_places() -> tuple:  # type: ignore[type-arg]
    plan = make_plan(read_table((folder("data") / "venues.csv").read_bytes()), [])
    return facilities_of(
        take_snapshot([venue for _, venue in plan.added], datetime(2026, 11, 24, tzinfo=UTC))
    )


def town() -> Coverage:
    """Every sort of hours, small counts, and areas that count at some hours only."""
    areas = [area(str(n), 400 * n, 4 + 11 * n, hours="Mo-Fr 15:00-17:00" if n % 3 == 1 else "") for n in range(12)]  # fmt: skip
    texts = ["Mo-Sa 09:00-18:00", "", "Fr-Su 22:00-03:00; PH off", "24/7", "Mo-Su 08:00-12:00,12:00-24:00", "Mo-Fr 15:40-15:55"]  # fmt: skip
    kinds = ["library", "cafe", "restaurant", "library", "pub", "library"]
    places = [a_place(f"P{n}", 700 * n, text, kind=kind) for n, (text, kind) in enumerate(zip(texts, kinds))]  # fmt: skip
    return Coverage(a_layer(*areas), places, CHRISTMAS, LONDON)


def asked(coverage: Coverage, tmp_path: Path) -> list[list[dict]]:  # type: ignore[type-arg]
    layer = coverage.layer
    query = CoverageQuery(16, 10, layer, 15, coverage.week, "", None, LIST)  # type: ignore[arg-type]
    made = hours_file(query, coverage)
    assert made is not None
    path = tmp_path / "hours.json"
    path.write_bytes(made)
    done = node("--input-type=module", "-e", SCRIPT, "--", str(path), *map(str, LIMITS))
    assert done.returncode == 0, done.stderr
    found: list[list[dict]] = json.loads(done.stdout)  # type: ignore[type-arg]
    return found


def same(coverage: Coverage, tmp_path: Path) -> None:
    step = coverage.layer.step
    for limit, hours in zip(LIMITS, asked(coverage, tmp_path), strict=True):
        assert len(hours) == HOURS
        for hour, told in enumerate(hours):
            where = (limit, hour)
            assert told["total"] == pytest.approx(coverage.totals[hour]), where
            assert told["reached"] == pytest.approx(coverage.table(limit)[hour]), where
            assert told["atMost"] == pytest.approx(coverage.at_most(limit)[hour]), where
            assert told["states"] == coverage.states(hour), where
            assert told["words"] == summary_of(coverage, limit, hour, "").percent, where
            missed = coverage.by_point(coverage.missed(limit, hour)).tolist()
            assert told["shades"] == [shade_of(whole_people(each), step) for each in missed], where


@pytest.mark.parametrize("week", [ORDINARY, CHRISTMAS, SPRING_FORWARD])
def test_in_the_city_each_hour_is_the_servers(week: Week, tmp_path: Path) -> None:
    same(Coverage(LAYERS["home"], shipped_places(), week, LONDON), tmp_path)


@pytest.mark.parametrize("layer", ["school", "centre"])
def test_layers_that_count_at_some_hours_or_count_places(layer: str, tmp_path: Path) -> None:
    same(Coverage(LAYERS[layer], shipped_places(), ORDINARY, LONDON, 16), tmp_path)


def test_in_a_made_up_town_each_hour_is_the_servers(tmp_path: Path) -> None:
    same(town(), tmp_path)


def test_a_file_that_would_be_too_large_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    coverage = town()
    query = CoverageQuery(16, 10, coverage.layer, 15, ORDINARY, "", None, LIST)  # type: ignore[arg-type]
    monkeypatch.setattr(module, "MOST_WALKS", 3)
    assert hours_file(query, coverage) is None
    assert hours_file(query, replace_places(coverage)) is not None


def replace_places(coverage: Coverage) -> Coverage:
    few = replace(coverage.layer, points=coverage.layer.points[:1])
    return Coverage(few, coverage.facilities[:1], coverage.week, LONDON)
