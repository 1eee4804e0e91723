"""Writing CSV that a spreadsheet opens without running anything."""

import csv
import io
from collections.abc import Iterable

# A cell that begins with one of these is a formula to a spreadsheet (OWASP, "CSV Injection"); an
# apostrophe makes it text.
# full-width ones too: some spreadsheets take them alike
_FORMULA_STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "＝",
    "＋",
    "－",
    "＠",
)


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Rows as CSV with commas and line feeds."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return out.getvalue()


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would take for a formula; numbers stay
    numbers.
    """
    return (
        f"'{cell}"
        if cell.lstrip(" ").startswith(_FORMULA_STARTS) and not _is_number(cell) and cell != "-"
        else cell
    )


def plain(cell: str) -> str:
    """The cell as it was before `harmless`."""
    return cell[1:] if cell.startswith("'") and harmless(cell[1:]) == cell else cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
