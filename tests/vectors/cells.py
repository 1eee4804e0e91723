"""A made-up country whose directory is cut into cells: the whole of it, the index, and every cell, as phones get them."""

import json
from random import Random

from safespaces.snapshot.cells import Cells, cells_of
from safespaces.snapshot.directory import cell_json, directory_json, index_json
from safespaces.snapshot.finder import Finder
from safespaces.snapshot.public_venue import PublicVenue
from tests.hours.slow_reference import LONDON
from tests.snapshot.build import a_public_venue, a_snapshot
from tests.vectors.answers import DAYS
from tests.vectors.made_up import CENTRE

MOST = 12  # places of a cell, so that few places make many cells
_TOWNS = (
    (0, 0, 60),
    (30_000, 12_000, 40),
    (-9_000, 45_000, 25),
    (60_000, -70_000, 15),
    (-41_000, -20_000, 10),
)
_HOURS = ("Mo-Su 09:00-17:00", "24/7", "Mo-Fr 17:00-23:30", "Th-Sa 20:00-05:00", "", "Mo-Fr 09:00-12:30; PH off")  # fmt: skip


def country() -> tuple[PublicVenue, ...]:
    """Places of five towns, crowded in the middle of each, by name."""
    random = Random(20261129)
    return tuple(
        a_public_venue(
            f"Place {number:03} {side}",
            lat=round(CENTRE.lat + (north + random.gauss(0, 2_500)) / 100_000, 5),
            lon=round(CENTRE.lon + (east + random.gauss(0, 4_000)) / 100_000, 5),
            kind=("library", "cafe", "fast_food")[number % 3],
            safe_hours=random.choice(_HOURS),
            access=("step_free",) if number % 2 else (),
        )
        for side, (north, east, count) in enumerate(_TOWNS)
        for number in range(count)
    )


def cut() -> Cells:
    """The cells of the country."""
    return cells_of((v.lat for v in country()), (v.lon for v in country()), MOST)


def cells() -> dict:
    """`at` are points with the names of the cells that they lie in."""
    finder, made, day, random = Finder(a_snapshot(*country()), LONDON), cut(), DAYS[0], Random(7)
    points = [_point(random) for _ in range(400)]
    return {
        "whole": json.loads(directory_json(finder, day)),
        "index": json.loads(index_json(finder, day, made, CENTRE)),
        "files": {
            name: json.loads(cell_json(finder, day, made.rows(name).tolist()))
            for name in made.boxes
        },
        "at": [[lat, lon, made.at(lat, lon)] for lat, lon in points],
        "boxes": [[name, *box] for name, box in made.boxes.items()],
    }


def _point(random: Random) -> tuple[float, float]:
    """Mostly near a place, else anywhere in the country."""
    venue, is_near = random.choice(country()), random.random() < 0.6
    spread = 3_000 if is_near else 90_000
    north, east = random.randint(-spread, spread), random.randint(-spread, spread)
    near = venue.point if is_near else CENTRE
    return round(near.lat + north / 100_000, 5), round(near.lon + east / 100_000, 5)
