"""Records with named values, as maps and directories have them, laid out as a table: a column for
each name, in the order of first use.
"""

from collections.abc import Iterable, Mapping

from safespaces.intake.record import Row, Table


def table_of(records: Iterable[Mapping[str, str]], notes: tuple[str, ...]) -> Table:
    """A table with a row for each record, numbered from 1; what a record does not have is blank."""
    kept = list(records)
    headers = tuple(dict.fromkeys(name for record in kept for name in record))
    rows = tuple(
        Row(number, tuple(record.get(name, "") for name in headers))
        for number, record in enumerate(kept, 1)
    )
    return Table(headers, tuple(row for row in rows if any(row.cells)), notes)
