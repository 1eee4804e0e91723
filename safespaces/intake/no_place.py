"""Rows that are no places: totals, and notes below a table."""

from safespaces.intake.record import Row
from safespaces.language import gettext as _

_SUMS = {
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sub-total",
    "sub total",
    "average",
    "sum",
    "count",
}
_FEW_COLUMNS = 2


def is_no_place(row: Row, columns: int) -> str:
    """Why a row of a table with so many columns is no place; "" for one that may be."""
    filled = [cell for cell in row.cells if cell.strip()]
    if len(filled) == 1 and columns > _FEW_COLUMNS:
        return _(
            "It has one cell only: %(cell)r. It is taken for a note or a total.",
            cell=filled[0].strip()[:60],
        )
    if filled and filled[0].strip().lower().rstrip(":") in _SUMS:
        return _("It begins with %(cell)r. It is taken for a total.", cell=filled[0].strip()[:60])
    return ""
