"""The postcodes of one outward code as a file for phones: all that the server learns from it is,
for example, CV6.

outward   "CV6"
inward    the inward codes in order, parted by spaces: "1AA 1AB ..."
lat, lon  equal long lists of whole millionths of a degree; after the first, each is the step from
          the one before
"""

import logging
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from safespaces.actions.reference.find_postcode import shipped_postcodes
from safespaces.errors import StoreError
from safespaces.geo.point import Point
from safespaces.geo.postcode import Postcode
from safespaces.snapshot.nearest_json import encoded
from safespaces.web.background import Background
from safespaces.web.ready_file import ReadyFile, ready_file
from safespaces.web.sources import OutwardPoints, Sources

_KEPT = 64  # outward codes; CV has 24
_WITHOUT_S = 30.0  # after the database did not answer it is not asked again for so long
_DISTRICT = ""  # the inward code of the middle of a whole district

_log = logging.getLogger("safespaces.web")


@dataclass(frozen=True, slots=True)
class _Outward:
    """One outward code: its file, and its points by inward code."""

    file: ReadyFile
    points: dict[str, Point]


class PostcodeFiles:
    """Made on first use and kept until the postcode table changes.

    While the database does not answer, what is kept counts, and else what comes with the service.
    """

    def __init__(self, sources: Sources, background: Background) -> None:
        self._sources, self._background = sources, background
        self._kept: OrderedDict[tuple[str, str], _Outward | None] = OrderedDict()
        self._version, self._ask_again_at = "", float("-inf")
        self._lock = Lock()
        background.add(self._look)

    def of(self, outward: str) -> ReadyFile | None:
        """The file, or None where no postcode is known."""
        found = self._outward(outward)
        return found.file if found else None

    def point(self, postcode: Postcode) -> Point | None:
        """The middle of a postcode, or of its district in Northern Ireland; None where it is not
        known.
        """
        found = self._outward(postcode.outward)
        if found is None:
            return None
        return found.points.get(postcode.inward) or found.points.get(_DISTRICT)

    def _outward(self, outward: str) -> _Outward | None:
        self._background.see_to(self._look)
        key = (outward, self._version)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        points, is_whole = self._points(outward)
        found = _outward_of(outward, points) if points else None
        return self._keep(key, found) if is_whole else found

    def _points(self, outward: str) -> tuple[OutwardPoints, bool]:
        """Every postcode, and whether those of the table are among them."""
        if time.monotonic() >= self._ask_again_at:
            try:
                return self._sources.outward_points(outward), True
            except StoreError as error:
                self._ask_again_at = time.monotonic() + _WITHOUT_S
                _log.error("postcode table not read", extra={"problem": type(error).__name__})
        return shipped_postcodes(outward), False

    def _keep(self, key: tuple[str, str], found: _Outward | None) -> _Outward | None:
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def _look(self) -> None:
        self._version = self._sources.postcodes_version()


def _outward_of(outward: str, points: OutwardPoints) -> _Outward:
    file = ready_file(postcodes_json(outward, points), "application/json", tight=False)
    return _Outward(file, {inward: Point(lat, lon) for inward, lat, lon in points})


def postcodes_json(outward: str, points: OutwardPoints) -> bytes:
    """The file's content, as the module says."""
    return encoded(
        {
            "outward": outward,
            "inward": " ".join(inward for inward, _, _ in points),
            "lat": _steps([lat for _, lat, _ in points]),
            "lon": _steps([lon for _, _, lon in points]),
        }
    )


def _steps(degrees: list[float]) -> list[int]:
    whole = [round(each * 1_000_000) for each in degrees]
    return [this - before for this, before in zip(whole, [0, *whole], strict=False)]
