"""Replace the postcode table by an official file, or keep the old one whole."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from safespaces.errors import BadInput
from safespaces.geo.point import Point
from safespaces.geo.postcode import Postcode
from safespaces.geocoding.postcode_files import ReadingLog, read_postcodes
from safespaces.store.database import Database
from safespaces.store.postcodes import replace_postcodes

Progress = Callable[[int], None]  # postcodes read so far


@dataclass(frozen=True, slots=True)
class PostcodesImported:
    """How many postcodes there are now, and what was left out of the file."""

    count: int
    log: ReadingLog


def import_postcodes(
    database: Database,
    path: Path,
    *,
    at: datetime,
    area: str = "",
    source: str = "",
    progress: Progress | None = None,
) -> PostcodesImported:
    """Read the file row by row into the table, in one transaction.

    Raises BadInput, with the old table kept, when it holds no postcode.
    """
    if not path.exists():
        raise BadInput(f"There is no file {path}.")
    log = ReadingLog()
    with database.writing() as session:
        count = replace_postcodes(
            session,
            _counted(read_postcodes(path, log, area), progress),
            source=source or path.name,
            at=at,
        )
        if count == 0:
            raise BadInput(
                f"{path.name} holds no live postcode{f' that begins with {area}' if area else ''}."
                " The table stays as it was."
            )
    return PostcodesImported(count, log)


def _counted(
    rows: Iterator[tuple[Postcode, Point]], progress: Progress | None
) -> Iterator[tuple[Postcode, Point]]:
    for number, row in enumerate(rows, 1):
        if progress and number % 1000 == 0:
            progress(number)
        yield row
