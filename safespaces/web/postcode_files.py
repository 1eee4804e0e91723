"""The postcodes of one outward code as a file for phones: all that the server learns from it is,
for example, CV6.

outward   "CV6"
inward    the inward codes in order, parted by spaces: "1AA 1AB ..."
lat, lon  equal long lists of whole millionths of a degree; after the first, each is the step from
          the one before
"""

from collections import OrderedDict
from threading import Lock

from safespaces.snapshot.nearest_json import encoded
from safespaces.web.ready_file import ReadyFile, ready_file
from safespaces.web.sources import OutwardPoints, Sources

_KEPT = 64  # outward codes; CV has 24


class PostcodeFiles:
    """Made on first use and kept until the postcode table changes."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._kept: OrderedDict[tuple[str, str], ReadyFile] = OrderedDict()
        self._lock = Lock()

    def of(self, outward: str) -> ReadyFile | None:
        """The file, or None where no postcode is known. Raises StoreError."""
        key = (outward, self._sources.postcodes_version())
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        points = self._sources.outward_points(outward)
        return (
            self._keep(key, ready_file(postcodes_json(outward, points), "application/json"))
            if points
            else None
        )

    def _keep(self, key: tuple[str, str], file: ReadyFile) -> ReadyFile:
        with self._lock:
            self._kept[key] = file
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return file


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
