"""Reads official postcode files row by row: OS Code-Point Open and ONS's ONSPD or NSPL, as CSV,
folder or zip.

Code-Point Open: no header; postcode, positional quality, easting, northing, ...
(Doc/Code-Point_Open_Column_Headers.csv). ONSPD and NSPL: a header with pcds, doterm, lat, long; a
postcode without a place has latitude 99.999999.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from safespaces.errors import BadInput, BadPoint, BadPostcode
from safespaces.geo.grid import grid_to_wgs84
from safespaces.geo.point import Point, point_from_text
from safespaces.geo.postcode import Postcode, parse_postcode

_NO_PLACE = 90  # Code-Point Open's positional quality for "no coordinates"
_MOST_FAULTS = 10  # kept in words; the count is always whole

Rows = Iterator[tuple[Postcode, Point]]


@dataclass(slots=True)
class ReadingLog:
    """What was left out while reading: rows that are faulty (the first few in words), and live rows
    without a place.
    """

    faulty: int = 0
    without_place: int = 0
    ended: int = 0
    faults: list[str] = field(default_factory=list)

    def fault(self, name: str, line: int, why: str) -> None:
        """Note a faulty row."""
        self.faulty += 1
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(f"{name}, line {line}: {why}")


def read_postcodes(path: Path, log: ReadingLog, area: str = "") -> Rows:
    """Postcodes that begin with `area`, and their middles.

    Raises BadInput when nothing in the file is a postcode table.
    """
    found = False
    try:
        for name, lines in _texts(path):
            reader = csv.reader(lines)
            first = next(reader, None)
            read = _reader_for(first)
            if read is None or first is None:
                continue
            found = True
            yield from read(name, first, reader, log, area.upper())
    except (csv.Error, zlib.error, zipfile.BadZipFile, EOFError, RuntimeError) as error:
        raise BadInput(
            f"{path.name} is damaged or locked ({type(error).__name__}). Download it again."
        ) from error
    if not found:
        raise BadInput(
            f"{path.name} is no postcode file. Give Code-Point Open (zip, folder or CSV) or an"
            " ONSPD or NSPL CSV."
        )


def _texts(path: Path) -> Iterator[tuple[str, Iterator[str]]]:
    """Every CSV text in a file, folder or zip, with its name; documentation folders are left
    out.
    """
    if path.is_dir():
        for file in sorted(path.rglob("*.csv")):
            if "doc" not in (part.lower() for part in file.relative_to(path).parts[:-1]):
                with file.open(encoding="utf-8-sig", errors="replace", newline="") as text:
                    yield file.name, text
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if (
                    name.lower().endswith(".csv")
                    and "doc/" not in name.lower()
                    and "/documents/" not in name.lower()
                ):
                    with archive.open(name) as raw:
                        yield (
                            name,
                            io.TextIOWrapper(
                                raw, encoding="utf-8-sig", errors="replace", newline=""
                            ),
                        )
    else:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as text:
            yield path.name, text


Read = Callable[[str, list[str], Iterator[list[str]], ReadingLog, str], Rows]


def _reader_for(first: list[str] | None) -> Read | None:
    if (
        first
        and {"lat", "long"} <= {cell.lower() for cell in first}
        and {"pcds", "pcd", "pcd7", "pcd8"} & {cell.lower() for cell in first}
    ):
        return _ons
    if first and len(first) >= 4 and _is_number(first[2]) and _is_number(first[3]):
        return _code_point
    return None


def _code_point(
    name: str, first: list[str], reader: Iterator[list[str]], log: ReadingLog, area: str
) -> Rows:
    for line, cells in enumerate(_with(first, reader), 1):
        try:
            postcode = parse_postcode(cells[0])
            if not postcode.outward.startswith(area):
                continue
            if int(cells[1]) >= _NO_PLACE or float(cells[2]) == 0:
                log.without_place += 1
                continue
            yield postcode, grid_to_wgs84(float(cells[2]), float(cells[3]))
        except (BadPostcode, BadPoint, ValueError, IndexError) as error:
            log.fault(name, line, str(error) or "the row is too short")


def _ons(
    name: str, first: list[str], reader: Iterator[list[str]], log: ReadingLog, area: str
) -> Rows:
    place = {cell.lower(): at for at, cell in enumerate(first)}
    code = next(place[each] for each in ("pcds", "pcd8", "pcd7", "pcd") if each in place)
    ended = place.get("doterm")
    for line, cells in enumerate(reader, 2):
        try:
            postcode = parse_postcode(cells[code])
            if not postcode.outward.startswith(area):
                continue
            if ended is not None and cells[ended].strip():
                log.ended += 1
            elif float(cells[place["lat"]]) > 90:
                log.without_place += 1
            else:
                yield postcode, point_from_text(cells[place["lat"]], cells[place["long"]])
        except (BadPostcode, BadPoint, ValueError, IndexError) as error:
            log.fault(name, line, str(error) or "the row is too short")


def _with(first: list[str], reader: Iterator[list[str]]) -> Iterator[list[str]]:
    yield first
    yield from reader


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
