"""What the API says of a venue, encoded once per snapshot.

Joining the bytes of an answer takes 4 microseconds, Flask's jsonify 77 with 100 venues and 101 with
100,000 (bench/api_json.py): a sixth of a whole request.
"""

import json
from functools import lru_cache
from zoneinfo import ZoneInfo

from safespaces.hours.status import Status
from safespaces.hours.wall_time import local
from safespaces.snapshot.directory import address_line
from safespaces.snapshot.finder import Found
from safespaces.snapshot.public_venue import PublicVenue


def encoded(value: object) -> bytes:
    """Compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


_Parts = tuple[bytes, tuple[bytes, bytes]]  # before and behind the way; behind it without the site


class Fragments:
    """The unchanging head and tail of each venue's object, by row; encoded when it is first told,
    and kept.

    Those of venues that stand in `before` too, the very same, are not made again: all but `rows`
    where these are known (changed_rows.py).
    """

    def __init__(
        self,
        venues: tuple[PublicVenue, ...],
        before: "Fragments | None" = None,
        rows: list[int] | None = None,
    ) -> None:
        self._venues = venues
        self._parts: list[_Parts | None]
        if before and rows is not None:
            self._parts = list(before._parts)
            for row in rows:
                self._parts[row] = None
        else:
            known = before.by_identity() if before else {}
            self._parts = [known.get(id(venue)) for venue in venues]

    def by_identity(self) -> dict[int, _Parts]:
        """Head and tail by the identity of the venue, which lives as long as these do."""
        told = zip(self._venues, self._parts, strict=True)
        return {id(venue): parts for venue, parts in told if parts}

    def _of(self, row: int) -> _Parts:
        parts = self._parts[row]
        if parts is None:
            venue = self._venues[row]
            parts = self._parts[row] = _head(venue), _tail(venue)
        return parts

    def result(self, found: Found, site: bytes, zone: ZoneInfo) -> bytes:
        """One object of "results".

        `site` is the inside of a JSON text such as https://safespaces.example
        """
        head, tail = self._of(found.row)
        way = b',"distance_m":%d,"walk_minutes":%d,"by_street":%s,"bearing":%d' % (
            found.distance_m,
            found.walk_minutes,
            b"true" if found.by_street else b"false",
            found.bearing,
        )
        return b"".join((head, way, _status_json(found.status, zone), tail[0], site, tail[1]))


def _head(venue: PublicVenue) -> bytes:
    return encoded(
        {
            "id": venue.id,
            "slug": venue.slug,
            "name": venue.name,
            "kind": venue.kind,
            "lat": venue.lat,
            "lon": venue.lon,
            **({"list_of": venue.list_of} if venue.list_of else {}),
        }
    )[:-1]


def _tail(venue: PublicVenue) -> tuple[bytes, bytes]:
    return (
        b',"address":' + encoded(address_line(venue)) + b',"url":"',
        f'/places/{venue.slug}"}}'.encode(),
    )


@lru_cache(maxsize=4096)  # places share closing times
def _status_json(status: Status, zone: ZoneInfo) -> bytes:
    until, opens = _moment(status.open_until, zone), _moment(status.opens_at, zone)
    return f',"state":"{status.state.value}","open_until":{until},"opens_at":{opens}'.encode()


def _moment(minute: int | None, zone: ZoneInfo) -> str:
    return "null" if minute is None else f'"{local(minute, zone).isoformat()}"'
