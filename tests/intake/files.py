"""Files of other kinds, made by other libraries than the one that reads them."""

import io
import zipfile
from collections.abc import Sequence

from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

Rows = Sequence[Sequence[object]]


def xlsx(
    rows: Rows,
    *,
    title: str = "Places",
    more: dict[str, Rows] | None = None,
    hidden: Sequence[str] = (),
    merged: str = "",
) -> bytes:
    """A workbook with a sheet of rows, others beside it, some of them hidden, and a range of merged cells."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if merged:
        sheet.merge_cells(merged)
    for name, its in (more or {}).items():
        other = book.create_sheet(name)
        for row in its:
            other.append(list(row))
    for name in hidden:
        book[name].sheet_state = "hidden"
    return _saved(book.save)


def ods(rows: Rows) -> bytes:
    """An OpenDocument spreadsheet."""
    book = OpenDocumentSpreadsheet()
    table = Table(name="Places")
    for row in rows:
        line = TableRow()
        for cell in row:
            box = TableCell(valuetype="string")
            box.addElement(P(text=str(cell)))
            line.addElement(box)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    return _saved(book.save)


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _saved(save) -> bytes:  # type: ignore[no-untyped-def]
    out = io.BytesIO()
    save(out)
    return out.getvalue()
