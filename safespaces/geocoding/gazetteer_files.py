"""Reads the tables in the data folder into a Gazetteer: places, streets and stops, postcode
sectors, towns outside, words of fear.
"""

import csv
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from safespaces.errors import SettingsError
from safespaces.settings import folder
from safespaces.venues.fear_words import fear_words_of
from safespaces.venues.gazetteer import Gazetteer, Sector
from safespaces.venues.help_lines import Group, HelpLine
from safespaces.venues.place_search import Place, PlaceIndex
from safespaces.venues.town import Town
from safespaces.venues.words import words_of


def read_gazetteer(data: Path | None = None) -> Gazetteer:
    """The gazetteer in a folder, by default the service's own."""
    return _gazetteer_in(data or folder("data"))


@lru_cache(maxsize=4)
def _gazetteer_in(data: Path) -> Gazetteer:
    streets_and_stops = _streets_and_stops(data / "streets_and_stops.csv")
    whole_streets = {words_of(place.name) for place in streets_and_stops if place.kind == "street"}
    places = [
        place
        for place in _places(data / "places.csv")
        if place.kind != "street" or words_of(place.name) not in whole_streets
    ]
    town = read_town(data)
    return Gazetteer(
        PlaceIndex([*places, *streets_and_stops], town),
        {sector.name: sector for sector in _sectors(data / "postcode_sectors.csv")},
        PlaceIndex(_towns(data / "towns.csv"), town),
        fear_words_of((row["match"], row["text"]) for row in _rows(data / "fear_words.csv")),
        town,
    )


def read_town(data: Path) -> Town:
    """The town that a folder of data is for; no words for it where nothing is said."""
    path = data / "area.toml"
    said = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    lines = tuple(_help_line(line) for line in said.pop("help_lines", []))
    known: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in said.items()
    }
    return Town(help_lines=lines, **known)


def _help_line(said: dict[str, Any]) -> HelpLine:
    """Raises SettingsError for a line that nobody could call or text."""
    try:
        line = HelpLine(**{**said, "group": Group[said["group"].upper()]})
    except (KeyError, TypeError, AttributeError) as error:
        raise SettingsError(
            f"area.toml: a help line needs id, name, number, use and a group:"
            f" {', '.join(group.name.lower() for group in Group)} ({error})."
        ) from error
    dialled = [number for number in (line.call, line.text) if number]
    if not dialled or not all(number.isascii() and number.isdigit() for number in dialled):
        raise SettingsError(
            f"area.toml: the help line {line.id} needs the digits to call, to text, or both."
        )
    return line


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def _places(path: Path) -> list[Place]:
    return [
        Place(row["id"], row["name"], row["kind"], float(row["lat"]), float(row["lon"]))
        for row in _rows(path)
    ]


def _streets_and_stops(path: Path) -> list[Place]:
    """Streets (of which a stop lies at the middle of all stops of that name) and stops."""
    return [
        Place(
            f"{row['kind'][0]}{number}",
            row["name"],
            row["kind"],
            float(row["lat"]),
            float(row["lon"]),
            row["area"],
            int(row["spread_m"]),
        )
        for number, row in enumerate(_rows(path), 1)
    ]


def _towns(path: Path) -> list[Place]:
    return [
        Place(f"t{number}", row["name"], "town", float(row["lat"]), float(row["lon"]))
        for number, row in enumerate(_rows(path), 1)
    ]


def _sectors(path: Path) -> list[Sector]:
    return [
        Sector(
            r["sector"], float(r["lat"]), float(r["lon"]), int(r["postcodes"]), int(r["radius_m"])
        )
        for r in _rows(path)
    ]
