"""The last good snapshot as a file, for a process that starts while the database is gone.

The first line says number, digest and time (JSON), the rest is the snapshot as the database keeps
it. The parts of a long one stand in a folder beside it, each in a file named by its content.
"""

import hashlib
import json
import logging
import os
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from safespaces.errors import StoreError
from safespaces.snapshot.parts import encode_part
from safespaces.snapshot.snapshot import Snapshot, decode, encode

_log = logging.getLogger("safespaces.web")


class SnapshotCopy:
    """A file that is replaced whole."""

    def __init__(self, path: Path) -> None:
        self._path, self._parts = path, path.with_name(f"{path.name}.parts")

    def keep(self, snapshot: Snapshot) -> None:
        """Write it, and take away the parts that it is not made of."""
        encoded = encode(snapshot)
        there = {each.name for each in self._parts.glob("*")}
        for part in snapshot.parts:
            if part.digest not in there:
                write_whole(self._parts / part.digest, encode_part(part.venues)[1])
        head = {
            "number": snapshot.number,
            "digest": _digest(encoded.content),
            "published_at": snapshot.published_at.isoformat(),
        }
        write_whole(self._path, f"{json.dumps(head)}\n{encoded.content}")
        for name in there - {part.digest for part in snapshot.parts}:
            (self._parts / name).unlink(missing_ok=True)

    def read(self) -> Snapshot | None:
        """What was kept; None where nothing was. Raises StoreError where it is damaged."""
        try:
            head, _newline, content = self._path.read_text(encoding="utf-8").partition("\n")
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise StoreError("The copy of the snapshot cannot be read.") from error
        try:
            kept = json.loads(head)
            published_at = datetime.fromisoformat(kept["published_at"])
            is_whole = kept["digest"] == _digest(content)
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError("The copy of the snapshot cannot be read.") from error
        if not is_whole:
            raise StoreError("The copy of the snapshot is damaged.")
        snapshot = decode(content, published_at, load=self._texts)
        return replace(snapshot, number=kept["number"])

    def _texts(self, digests: list[str]) -> dict[str, str]:
        try:
            return {each: (self._parts / each).read_text(encoding="utf-8") for each in digests}
        except (OSError, ValueError) as error:
            raise StoreError("The copy of the snapshot cannot be read.") from error


def write_whole(path: Path, text: str) -> None:
    """Replace a file by a text in one step (write_whole_bytes)."""
    write_whole_bytes(path, text.encode("utf-8"))


def write_whole_bytes(path: Path, content: bytes) -> None:
    """Replace a file in one step, for its owner alone. A disk that is full is logged: it is no
    reason not to serve.
    """
    name = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, path)
    except OSError as error:
        _log.error("copy not kept", extra={"problem": type(error).__name__})
        if name:
            Path(name).unlink(missing_ok=True)


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
