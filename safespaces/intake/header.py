"""Where a table's headers are: councils write a title above them, and some name two columns
alike.
"""

from collections import Counter

from safespaces.intake.meanings import meaning_of_header
from safespaces.intake.record import Row
from safespaces.venues.tidy import tidy

_LINES_LOOKED_AT = 20


def place_of_header(records: tuple[Row, ...]) -> int:
    """Which record names the columns: the first of which most cells are known headers, else the
    first with more than one cell.
    """
    looked_at = records[:_LINES_LOOKED_AT]
    known = next((place for place, row in enumerate(looked_at) if _is_known(row)), None)
    if known is not None:
        return known
    return next((place for place, row in enumerate(looked_at) if len(_cells(row)) > 1), 0)


def headers_of(row: Row) -> tuple[str, ...]:
    """The headers as they were written; of columns with one name the second is "Address (2)".

    A cell of several lines is one name.
    """
    seen: Counter[str] = Counter()
    found = []
    for cell in row.cells:
        header = tidy(cell)
        seen[header.casefold()] += 1
        number = seen[header.casefold()]
        found.append(f"{header} ({number})" if header and number > 1 else header)
    return tuple(found)


def _is_known(row: Row) -> bool:
    cells = _cells(row)
    return bool(cells) and sum(meaning_of_header(cell) is not None for cell in cells) * 2 > len(
        cells
    )


def _cells(row: Row) -> list[str]:
    return [cell for cell in row.cells if cell.strip()]
