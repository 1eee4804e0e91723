"""From a file's bytes to a table, whatever kind of file it is: text, workbook, map or directory."""

from collections.abc import Callable, Collection, Iterable

from safespaces.errors import ImportRefused
from safespaces.intake.csv_records import csv_records
from safespaces.intake.encodings import decoded, without_utf16
from safespaces.intake.file_kinds import FileKind, file_kind
from safespaces.intake.geojson import geojson_table
from safespaces.intake.header import headers_of, place_of_header
from safespaces.intake.map_xml import hygiene_table, kml_table, kmz_table
from safespaces.intake.record import Row, Table
from safespaces.intake.workbook import filled, read_sheet
from safespaces.language import gettext as _
from safespaces.language import marked

LARGEST_FILE = 20 * 2**20  # bytes
MOST_COLUMNS = 200
MOST_ROWS = 100_000
_BOOKS = (FileKind.WORKBOOK, FileKind.OPEN_DOCUMENT, FileKind.OLD_OFFICE)
_MAPS: dict[FileKind, Callable[[bytes], Table]] = {
    FileKind.GEOJSON: geojson_table,
    FileKind.KML: kml_table,
    FileKind.KMZ: kmz_table,
    FileKind.HYGIENE: hygiene_table,
}
_WANTED = marked("Send CSV, Excel, OpenDocument, GeoJSON or KML.")
_HINTS = {
    FileKind.ZIP: marked("Take the file out of it first. "),
    FileKind.COMPRESSED: marked("Take the file out of it first. "),
    FileKind.HTML: marked("Copy its table into a spreadsheet. "),
    FileKind.WORD: marked("Copy its table into a spreadsheet. "),
    FileKind.RICH_TEXT: marked("Copy its table into a spreadsheet. "),
    FileKind.PDF: marked("Ask the sender for the table it was made from. "),
    FileKind.SHAPE: marked("Export it as GeoJSON. "),
    FileKind.GPX: marked("Export it as KML. "),
    FileKind.JSON: marked("Its places are not laid out as GeoJSON. "),
}


def read_table(content: bytes, sheet: str = "") -> Table:
    """The table in a file; `sheet` names one of a workbook's.

    Raises ImportRefused for what is none: another kind of file, no header, too large, an open
    quotation mark.
    """
    check_size(len(content))
    content = without_utf16(content)
    kind = file_kind(content)
    if kind in _MAPS:
        return _checked(_MAPS[kind](content))
    if kind in _BOOKS:
        return _checked(_of_book(content, kind, sheet))
    if kind is FileKind.TEXT:
        return _checked(_of_text(content))
    raise ImportRefused(
        _(
            "This is %(kind)s, which cannot be read as a list of places. %(hints)s%(wanted)s",
            kind=_(kind.value),
            hints=_(_HINTS[kind]) if kind in _HINTS else "",
            wanted=_(_WANTED),
        )
    )


def without_lines(table: Table, lines: Collection[int]) -> Table:
    """The table without the rows that begin on some lines."""
    kept = tuple(row for row in table.rows if row.line not in set(lines))
    return Table(table.headers, kept, table.notes, table.sheets) if lines else table


def check_size(size: int) -> None:
    """Raises ImportRefused for a file of more bytes than are read."""
    if size > LARGEST_FILE:
        raise ImportRefused(
            _(
                "The file has %(size)s MB; %(largest_file)s MB is the most. Cut it into"
                " smaller files.",
                size=size // 2**20,
                largest_file=LARGEST_FILE // 2**20,
            )
        )


def _of_text(content: bytes) -> Table:
    text = decoded(content)
    records = tuple(_limited(csv_records(text.text)))
    return _below_header(records, records, (text.note,))


def _of_book(content: bytes, kind: FileKind, wanted: str) -> Table:
    sheet = read_sheet(content, _(kind.value), wanted)
    others = [f"{name} (hidden)" if name in sheet.hidden else name for name in sheet.others]
    note = _("%(kind)s: the sheet %(name)r was read.", kind=_(kind.value), name=sheet.name) + (
        _(" Not read: %(others)s.", others=", ".join(others)) if others else ""
    )
    found = _below_header(sheet.rows, (), (note[0].upper() + note[1:],))
    place = place_of_header(sheet.rows)
    return Table(
        found.headers,
        filled(sheet, sheet.rows[place].line),
        found.notes,
        (sheet.name, *sheet.others),
    )


def _below_header(records: tuple[Row, ...], rows: tuple[Row, ...], notes: tuple[str, ...]) -> Table:
    if not records:
        raise ImportRefused(
            _(
                "The file is empty. Its first line has to name the columns, for example:"
                " name,kind,address,postcode"
            )
        )
    place = place_of_header(records)
    above = (
        _(
            "The names of the columns were found on line %(line)s; what stands above is left out.",
            line=records[place].line,
        )
        if place
        else ""
    )
    return Table(
        headers_of(records[place]), rows[place + 1 :], tuple(filter(None, (*notes, above)))
    )


def _checked(table: Table) -> Table:
    if len(table.headers) > MOST_COLUMNS:
        raise ImportRefused(
            _(
                "The file has %(number)s columns; %(most_columns)s is the most.",
                number=len(table.headers),
                most_columns=MOST_COLUMNS,
            )
        )
    if len(table.rows) > MOST_ROWS:
        raise ImportRefused(
            _(
                "The file has more than %(most_rows)s rows. Cut it into smaller files.",
                most_rows=f"{MOST_ROWS:,}",
            )
        )
    return table


def _limited(records: Iterable[Row]) -> Iterable[Row]:
    for number, row in enumerate(records):
        if number > MOST_ROWS + 20:  # so many lines above the headers at most
            raise ImportRefused(
                _(
                    "The file has more than %(most_rows)s rows. Cut it into smaller files.",
                    most_rows=f"{MOST_ROWS:,}",
                )
            )
        yield row
