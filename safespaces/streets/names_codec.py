"""The names of a network's edges as a file of its own: only who is told the way needs it.

SSN names, version   four and one bytes
count                of the names, then the length of their text in bytes (LEB128)
text                 the names in UTF-8, parted by line feeds, in the order of their first edge
column               of each edge the number of its name (from 1; 0: none), as the step from that
                     of the edge before it (zigzag, LEB128)
"""

import numpy as np

from safespaces.errors import StoreError
from safespaces.streets.columns import Columns, signed, unsigned

_MAGIC, _VERSION = b"SSNN", 1
_LARGEST = 1 << 24


def encode_names(names: tuple[str, ...]) -> bytes:
    """The bytes of the name of each edge, not packed; "" is no name."""
    numbers: dict[str, int] = {"": 0}
    for name in names:
        numbers.setdefault(name.replace("\n", " "), len(numbers))
    text = "\n".join(list(numbers)[1:]).encode()
    column = np.array([numbers[name.replace("\n", " ")] for name in names], np.int64)
    head = unsigned(np.array([len(numbers) - 1, len(text)], np.int64))
    return b"".join((_MAGIC, bytes([_VERSION]), head, text, signed(np.diff(column, prepend=0))))


def decode_names(content: bytes, edges: int) -> tuple[str, ...]:
    """The name of each edge. Raises StoreError for bytes that are not those of so many edges."""
    try:
        if content[:5] != _MAGIC + bytes([_VERSION]):
            raise ValueError("it is none of this version")
        counts = Columns(content[5:25], partly=True)
        count, size = counts.unsigned(2).tolist()
        begin = 5 + counts.bytes_read(2)
        if max(count, size) > _LARGEST:
            raise ValueError("it is too large")
        text = content[begin : begin + size].decode("utf-8")
        known = ["", *(text.split("\n") if count else [])]
        rest = Columns(content[begin + size :])
        column = np.cumsum(rest.signed(edges))
        if len(known) != count + 1 or not rest.is_read:
            raise ValueError("it does not add up")
        if edges and not 0 <= int(column.min()) <= int(column.max()) <= count:
            raise ValueError("a name is not there")
    except (ValueError, IndexError) as error:
        raise StoreError(f"The file of street names is damaged ({error}).") from error
    return tuple(known[number] for number in column.tolist())
