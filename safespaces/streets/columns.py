"""Whole numbers as bytes: seven bits a byte, the lowest first, the eighth bit set where more follow
(LEB128); signed ones folded to unsigned (zigzag).
"""

import numpy as np
from numpy.typing import NDArray

Longs = NDArray[np.int64]
_MOST_BYTES = 5


def signed(values: Longs) -> bytes:
    """Each number, one after the other."""
    return unsigned((values.astype(np.int64) << 1) ^ (values.astype(np.int64) >> 63))


def unsigned(values: Longs) -> bytes:
    """Each number, one after the other."""
    size = values.astype(np.uint64)
    lengths = np.ones(len(values), np.int64)
    for byte in range(1, _MOST_BYTES):
        lengths += size >> np.uint64(7 * byte) > 0
    places = np.arange(_MOST_BYTES, dtype=np.uint64)
    table = (size[:, None] >> (np.uint64(7) * places)) & np.uint64(127)
    table |= np.where(places + 1 < lengths[:, None], np.uint64(128), np.uint64(0)).astype(np.uint64)
    return table.astype(np.uint8)[places < lengths[:, None]].tobytes()


class Columns:
    """Reads columns one after the other. Raises ValueError for what is cut off; `partly` for the
    beginning of bytes that go on otherwise.
    """

    def __init__(self, content: bytes, partly: bool = False) -> None:
        body = np.frombuffer(content, np.uint8)
        ends = np.flatnonzero(body < 128)
        if len(body) and body[-1] >= 128 and not partly:
            raise ValueError("it is cut off")
        self._lengths: Longs = np.diff(ends, prepend=-1)
        most = int(self._lengths.max()) if len(ends) else 0
        if most > _MOST_BYTES and not partly:
            raise ValueError("a number is too large")
        firsts = ends - self._lengths + 1
        self._numbers: Longs = np.zeros(len(ends), np.int64)
        for byte in range(min(most, _MOST_BYTES)):
            has = self._lengths > byte
            self._numbers[has] |= (body[firsts[has] + byte] & 127).astype(np.int64) << (7 * byte)
        self._at = 0

    @property
    def is_read(self) -> bool:
        """Whether nothing is left."""
        return self._at == len(self._numbers)

    def bytes_read(self, count: int) -> int:
        """How many bytes the first `count` numbers take."""
        return int(self._lengths[:count].sum())

    def unsigned(self, count: int) -> Longs:
        """The next so many."""
        found = self._numbers[self._at : self._at + count]
        if len(found) != count:
            raise ValueError("it is cut off")
        self._at += count
        return found

    def signed(self, count: int) -> Longs:
        """The next so many."""
        folded = self.unsigned(count)
        return (folded >> 1) ^ -(folded & 1)
