"""The last good snapshot as a file, for a process that starts while the database is gone.

The first line says number, digest and time (JSON), the rest is the snapshot as the database keeps
it.
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
from safespaces.snapshot.snapshot import Snapshot, decode, encode

_log = logging.getLogger("safespaces.web")


class SnapshotCopy:
    """A file that is replaced whole."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, snapshot: Snapshot) -> None:
        """Write it, unless it is there. A disk that is full is no reason not to serve."""
        content = encode(snapshot)
        head = {
            "number": snapshot.number,
            "digest": _digest(content),
            "published_at": snapshot.published_at.isoformat(),
        }
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=self._path.parent, delete=False
            ) as file:
                file.write(f"{json.dumps(head)}\n{content}")
            os.replace(file.name, self._path)
        except OSError as error:
            _log.error("copy of the snapshot not kept", extra={"problem": type(error).__name__})

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
        return replace(decode(content, published_at), number=kept["number"])


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
