"""The ground file: what a map draws beneath the streets, as bytes for phones (docs/street-file.md
tells the layout).
"""

import struct

import numpy as np

from safespaces.errors import StoreError
from safespaces.streets.columns import Columns, Longs, signed, unsigned
from safespaces.streets.ground import Ground, NamedPlace
from safespaces.streets.ground_kinds import GroundKind, NamedKind
from safespaces.streets.network import FINE, Plane

_MAGIC, _VERSION = b"SSG", 1
_HEAD = "<3sBdd"
_MOST = 1 << 22  # of anything: no town has as many


def encode_ground(ground: Ground) -> bytes:
    """The bytes of a ground, not packed."""
    plane = ground.plane
    text = "\n".join(place.name.replace("\n", " ") for place in ground.places).encode()
    counts = [len(ground.kinds), len(ground.point_at) - 1, len(ground.lats)]
    spots = np.array(
        [
            (p.kind, round(p.lat * FINE) - plane.south, round(p.lon * FINE) - plane.west)
            for p in ground.places
        ],
        np.int64,
    ).reshape(-1, 3)
    columns = (
        unsigned(np.array([*counts, len(ground.places), len(text)], np.int64)),
        signed(np.array([plane.south, plane.west], np.int64)),
        unsigned(_steps(ground.kinds)),
        unsigned(np.diff(ground.part_at)),
        unsigned(np.diff(ground.point_at)),
        signed(_steps(ground.lats >> 1)),
        signed(_steps(ground.lons >> 1)),
        *(signed(_steps(column)) for column in spots.T),
    )
    head = struct.pack(_HEAD, _MAGIC, _VERSION, plane.east_m, plane.north_m)
    return b"".join((head, *columns, text))


def decode_ground(content: bytes) -> Ground:
    """Raises StoreError for bytes that are no whole ground file of this version."""
    try:
        return _read(content)
    except (ValueError, IndexError, struct.error) as error:
        raise StoreError(f"The ground file is damaged ({error}).") from error


def _read(content: bytes) -> Ground:
    size = struct.calcsize(_HEAD)
    magic, version, east_m, north_m = struct.unpack(_HEAD, content[:size])
    if magic != _MAGIC or version != _VERSION:
        raise ValueError("it is none of this version")
    columns = Columns(content[size : size + 50], partly=True)
    shapes, parts, points, places, text_size = columns.unsigned(5).tolist()
    if max(shapes, parts, points, places, text_size) > _MOST:
        raise ValueError("it is too large")
    end = len(content) - text_size
    columns = Columns(content[size:end])
    columns.unsigned(5)
    south, west = columns.signed(2).tolist()
    kinds = np.cumsum(columns.unsigned(shapes))
    part_at, point_at = _bounds(columns.unsigned(shapes)), _bounds(columns.unsigned(parts))
    lats, lons = (2 * np.cumsum(columns.signed(points)) for _column in range(2))
    spots = [np.cumsum(columns.signed(places)).tolist() for _column in range(3)]
    text = content[end:].decode("utf-8")
    names = text.split("\n") if places else []
    if not columns.is_read or part_at[-1] != parts or point_at[-1] != points:
        raise ValueError("it does not add up")
    if len(names) != places or (shapes and int(kinds[-1]) > max(GroundKind)):
        raise ValueError("it does not add up")
    named = tuple(
        NamedPlace(NamedKind(kind), name, (lat + south) / FINE, (lon + west) / FINE)
        for name, kind, lat, lon in zip(names, *spots, strict=True)
    )
    return Ground(
        Plane(south, west, east_m, north_m),
        kinds.astype(np.uint8),
        part_at.astype(np.int32),
        point_at.astype(np.int32),
        lats.astype(np.int32),
        lons.astype(np.int32),
        named,
    )


def _steps(values: np.ndarray) -> Longs:
    return np.asarray(np.diff(values.astype(np.int64), prepend=0), np.int64)


def _bounds(counts: Longs) -> Longs:
    return np.concatenate(([0], np.cumsum(counts)))
