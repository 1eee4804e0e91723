"""From a file's bytes to rows with line numbers: CSV as councils really send it."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from safespaces.errors import ImportRefused

LARGEST_FILE = 20 * 2**20  # bytes
MOST_COLUMNS = 200
MOST_ROWS = 100_000
_LONGEST_CELL = 20_000  # letters; nothing about a venue is longer
_OTHER_FILES = {
    b"PK\x03\x04": "an Excel workbook or a zip archive", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
    b"%PDF": "a PDF", b"\xd0\xcf\x11\xe0": "an old Excel workbook", b"\x1f\x8b": "a compressed file", b"SQLite": "a database",
}  # fmt: skip
_AS_CSV = 'In Excel choose "Save as" and then "CSV UTF-8 (comma delimited)".'


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one record, and the line of the file it begins on, counting from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Headers as the sender wrote them, and the rows below; blank lines are left out."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(content: bytes) -> Table:
    """The table in a file. Raises ImportRefused for what is none: other kinds of file, no header, too large, an open quotation mark."""
    check_size(len(content))
    text = _decode(content)
    records = _records(text)
    header = next(records, None)
    if header is not None and header.cells[0].strip().casefold() == "sep=":  # only tells Excel which sign parts the cells
        header = next(records, None)
    if header is None:
        raise ImportRefused("The file is empty. Its first line has to name the columns, for example: name,kind,address,postcode")
    headers = tuple(cell.strip() for cell in header.cells)
    _check_headers(headers)
    rows = tuple(_limited(records))
    return Table(headers, rows)


def without_lines(table: Table, lines: Collection[int]) -> Table:
    """The table without the rows that begin on some lines."""
    return Table(table.headers, tuple(row for row in table.rows if row.line not in set(lines))) if lines else table


def check_size(size: int) -> None:
    """Raises ImportRefused for a file of more bytes than are read."""
    if size > LARGEST_FILE:
        raise ImportRefused(f"The file has {size // 2**20} MB; {LARGEST_FILE // 2**20} MB is the most. Cut it into smaller files.")


def _decode(content: bytes) -> str:
    for start, what in _OTHER_FILES.items():
        if content.startswith(start):
            raise ImportRefused(f"This is {what}, not a CSV file. {_AS_CSV}")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(content, "utf-16")
    if b"\0" in content:
        raise ImportRefused(f"The file holds bytes that no text has. {_AS_CSV}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "".join(_decoded_line(line, number) for number, line in enumerate(content.splitlines(keepends=True), 1))


def _decoded_line(line: bytes, number: int) -> str:
    """One line as UTF-8, or as what Excel writes on Windows: a line pasted from elsewhere does not spoil the others."""
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        raise ImportRefused(f"Line {number} holds a byte that stands for no letter. {_AS_CSV}") from None


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise ImportRefused(f"The file begins like UTF-16 text but is not. {_AS_CSV}") from None


def _records(text: str) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(line, tuple(cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise ImportRefused(f"Line {line}: {_reason(error)}") from None


def _reason(error: csv.Error) -> str:
    if "field larger" in str(error):
        return f"a cell is longer than {_LONGEST_CELL} letters. Is a quotation mark missing?"
    return "a quotation mark is left open or stands inside a cell. Write two of them for one in the text."


def _delimiter(text: str) -> str:
    """The sign that parts most cells of the first line that is not blank."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    counts = Counter(re.sub(r'"[^"]*"', "", first[:100_000]))
    return max(",;\t|", key=lambda sign: counts[sign])


def _check_headers(headers: tuple[str, ...]) -> None:
    if len(headers) > MOST_COLUMNS:
        raise ImportRefused(f"The file has {len(headers)} columns; {MOST_COLUMNS} is the most.")
    named = [header.casefold() for header in headers if header]
    twice = sorted({header for header in named if named.count(header) > 1})
    if twice:
        raise ImportRefused(f"Two columns have the same name: {', '.join(twice)}. Rename one of them.")


def _limited(records: Iterator[Row]) -> Iterator[Row]:
    for number, row in enumerate(records, 1):
        if number > MOST_ROWS:
            raise ImportRefused(f"The file has more than {MOST_ROWS:,} rows. Cut it into smaller files.")
        yield row
