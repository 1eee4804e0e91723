"""Rows and tables: what every kind of file becomes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one record, and the line of the file it begins on, counting from 1; in a map
    file, its number among the places.
    """

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Headers as the sender wrote them, and the rows below; blank lines are left out.

    `notes` are for the person who sent the file: which sheet or encoding was read, where the
    headers were found. `sheets` are the names of a workbook's sheets.
    """

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
