"""The process that reads a workbook from standard input and writes one sheet as JSON; run as python
-m, with limits of its own.
"""

import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

_MOST_MEMORY = 2 * 2**30  # bytes of address space
_MOST_SECONDS = 50  # of processor time
_MOST_CELLS = 20_000_000
_ROWS_WEIGHED = 50
_ROWS_OF_TITLES = 100
_MOST_ROWS = 100_000 + _ROWS_OF_TITLES
_LONGEST_CELL = 20_000  # letters, as in a CSV file


def main() -> None:
    """Read the workbook on standard input, write its rows to standard output, and end."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    content = sys.stdin.buffer.read()
    try:
        found = _read(content, sys.argv[1] if len(sys.argv) > 1 else "")
    except MemoryError:
        sys.exit(3)
    except (
        BaseException
    ) as error:  # a fault of the Rust part arrives as a PanicException, which is no Exception
        found = {"fault": _words(str(error))}
    sys.stdout.write(json.dumps(found))


def _words(error: str) -> str:
    if "assword" in error or "ncrypted" in error:
        return "It is locked with a password: take that away first."
    return "It cannot be read: it holds no sheet, or is damaged."


def _read(content: bytes, wanted: str) -> dict[str, Any]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    sheets = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    shown = [each.name for each in sheets if each.visible == SheetVisibleEnum.Visible]
    hidden = [each.name for each in sheets if each.visible != SheetVisibleEnum.Visible]
    names = [each.name for each in sheets]
    if wanted and wanted not in names:
        return {"fault": f"It has no sheet {wanted[:60]!r}; its sheets are: {', '.join(names)}."}
    name = wanted or max(shown or names, key=lambda each: _weight(book, each), default="")
    if not name:
        return {"fault": "It has no sheet."}
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > _MOST_CELLS:
        return {
            "fault": (
                f"The sheet {name!r} has {sheet.total_height:,} rows and {sheet.total_width:,}"
                " columns, which is too many."
            )
        }
    rows = []
    left = [""] * (sheet.start or (0, 0))[1]  # columns before the first that is filled
    for number, cells in enumerate(sheet.iter_rows(), 1):
        texts = [_text(cell) for cell in cells]
        if not any(texts):
            continue  # one stray cell may stand a million rows below the table
        if any(len(text) > _LONGEST_CELL for text in texts):
            return {
                "fault": (
                    f"A cell in row {number} of {name!r} is longer than {_LONGEST_CELL:,} letters."
                )
            }
        rows.append((number, left + texts))
        if len(rows) > _MOST_ROWS:
            return {
                "fault": (
                    f"The sheet {name!r} has more than {_MOST_ROWS - _ROWS_OF_TITLES:,} rows, which"
                    " is the most."
                )
            }
    others = [each for each in names if each != name]
    return {
        "name": name,
        "rows": rows,
        "merged": _merged(sheet),
        "others": others,
        "hidden": [each for each in hidden if each != name],
    }


def _weight(book: CalamineWorkbook, name: str) -> int:
    """How much a sheet has to say: cells that are filled in its first rows.

    The first of equals wins.
    """
    sheet = book.get_sheet_by_name(name)
    return (
        sum(bool(_text(cell)) for row in sheet.to_python(nrows=_ROWS_WEIGHED) for cell in row)
        if sheet.total_height
        else 0
    )


def _merged(sheet: Any) -> list[list[int]]:
    return [
        [top + 1, left + 1, bottom + 1, right + 1]
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]


def _text(value: Any) -> str:
    """A cell as a person reads it: whole numbers without a point, dates as 2026-11-24, times as
    09:00.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return (
            value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        return (
            f"{int(value.total_seconds()) // 3600:02d}:{int(value.total_seconds()) // 60 % 60:02d}"
        )
    return str(value).strip()


if __name__ == "__main__":
    main()
