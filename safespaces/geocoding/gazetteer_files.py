"""Reads data/places.csv and data/postcode_sectors.csv into a Gazetteer."""

import csv
from functools import lru_cache
from pathlib import Path

from safespaces.settings import folder
from safespaces.venues.gazetteer import Gazetteer, Sector
from safespaces.venues.place_search import Place, PlaceIndex


@lru_cache(maxsize=4)
def read_gazetteer(data: Path | None = None) -> Gazetteer:
    """The gazetteer in a folder, by default the one that the service ships with."""
    data = data or folder("data")
    return Gazetteer(PlaceIndex(_places(data / "places.csv")), {sector.name: sector for sector in _sectors(data / "postcode_sectors.csv")})


def _places(path: Path) -> list[Place]:
    with path.open(encoding="utf-8", newline="") as file:
        return [Place(row["id"], row["name"], row["kind"], float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)]


def _sectors(path: Path) -> list[Sector]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [Sector(r["sector"], float(r["lat"]), float(r["lon"]), int(r["postcodes"]), int(r["radius_m"])) for r in rows]
