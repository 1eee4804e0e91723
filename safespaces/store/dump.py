"""The whole database as one stream of lines, the same from SQLite and from PostgreSQL: for backups,
for restoring them, and for moving from one to the other.

Each line is JSON. The first says what it is; then, table after table, the columns, the rows in the
order of their keys, and how many there were with a digest of them; the last closes it. Sessions,
links to sign in and locks are left out: nobody is signed in by a backup.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from alembic import command
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Connection,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    collate,
    func,
    insert,
    select,
)

from safespaces.errors import BadInput
from safespaces.store.alembic_config import alembic_config

FORMAT = 1
LEFT_OUT = frozenset({"sessions", "sign_in_links", "locks", "alembic_version"})
_WHAT = "safespaces dump"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """What a dump holds of a table: how many rows, and their digest."""

    rows: int
    digest: str


Summary = dict[str, Kept]


def dump_lines(connection: Connection, made_at: datetime) -> Iterator[str]:
    """The lines of everything, as it is in this connection's transaction."""
    tables = MetaData()
    tables.reflect(connection)
    revision = MigrationContext.configure(connection).get_current_revision()
    head = {"what": _WHAT, "format": FORMAT, "revision": revision, "made_at": made_at.isoformat()}
    yield json.dumps(head)
    whole = hashlib.sha256()
    for table in tables.sorted_tables:
        if table.name in LEFT_OUT:
            continue
        columns = sorted(table.columns.keys())
        yield json.dumps({"table": table.name, "columns": columns})
        kept = _Counter()
        for line in _rows(connection, table, columns):
            kept.add(line)
            yield line
        whole.update(kept.digest.encode())
        yield json.dumps({"rows": kept.rows, "digest": kept.digest})
    yield json.dumps({"end": True, "digest": whole.hexdigest()})


def summary_of(lines: Iterable[str]) -> tuple[str, Summary]:
    """The revision and the tables of a dump, every line of it checked.

    Raises BadInput for one that is cut, changed, or something else.
    """
    reader = iter(lines)
    head = _parsed(next(reader, ""))
    if head.get("what") != _WHAT or head.get("format") != FORMAT:
        raise BadInput("This is no backup of this service, or one of another version's format.")
    found: Summary = {}
    whole, is_closed = hashlib.sha256(), False
    for line in reader:
        mark = _parsed(line)
        if mark.get("end"):
            is_closed = mark.get("digest") == whole.hexdigest()
            break
        name, kept, sums = str(mark.get("table", "")), _Counter(), {}
        for row in reader:
            if row.startswith("{"):
                sums = _parsed(row)
                break
            kept.add(row)
        if not name or (sums.get("rows"), sums.get("digest")) != (kept.rows, kept.digest):
            raise BadInput(
                f"The backup is damaged at the table {name or '?'}. Nothing was changed."
            )
        whole.update(kept.digest.encode())
        found[name] = Kept(kept.rows, kept.digest)
    if not is_closed or next(reader, None) is not None:
        raise BadInput("The backup is cut off or was changed. Nothing was changed.")
    return str(head.get("revision")), found


def load_lines(connection: Connection, lines: Iterable[str]) -> Summary:
    """Put a dump, whose lines were checked before, into a database without tables, in the
    connection's transaction; what is there now is read back.

    Raises BadInput where the database is not empty, the dump is of a newer version, or what is read
    back differs.
    """
    there = MetaData()
    there.reflect(connection)
    if there.tables:
        raise BadInput("There is a register already. Restore into an empty place.")
    reader = iter(lines)
    revision = _parsed(next(reader))["revision"]
    config = alembic_config(connection)
    if revision not in {
        each.revision for each in ScriptDirectory.from_config(config).walk_revisions()
    }:
        raise BadInput("The backup is of a newer version of this service. Install that one.")
    command.upgrade(config, revision)
    tables = MetaData()
    tables.reflect(connection)
    _load(connection, tables, reader)
    _count_on(connection, tables)
    kept = _read_back(connection, tables)
    command.upgrade(config, "head")
    return kept


def _load(connection: Connection, tables: MetaData, reader: Iterator[str]) -> None:
    for line in reader:
        mark = _parsed(line)
        if mark.get("end"):
            return
        table, columns = tables.tables[mark["table"]], mark["columns"]
        read = [_reader(table, name) for name in columns]
        rows: list[dict[str, Any]] = []
        for row in reader:
            if row.startswith("{"):
                break
            values = json.loads(row)
            rows.append(
                {name: each(value) for name, each, value in zip(columns, read, values, strict=True)}
            )
            if len(rows) >= _AT_ONCE:
                connection.execute(insert(table), rows)
                rows = []
        if rows:
            connection.execute(insert(table), rows)


def _read_back(connection: Connection, tables: MetaData) -> Summary:
    found = {}
    for table in tables.sorted_tables:
        if table.name not in LEFT_OUT:
            kept = _Counter()
            for line in _rows(connection, table, sorted(table.columns.keys())):
                kept.add(line)
            found[table.name] = Kept(kept.rows, kept.digest)
    return found


def _count_on(connection: Connection, tables: MetaData) -> None:
    """PostgreSQL numbers the next row after those that were put in."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables.sorted_tables:
        for column in table.primary_key.columns:
            if isinstance(column.type, Integer) and column.autoincrement is True:
                last = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
                sequence = func.pg_get_serial_sequence(table.name, column.name)
                connection.execute(select(func.setval(sequence, last, False)))


class _Counter:
    """How many lines there were, and a digest of them."""

    def __init__(self) -> None:
        self.rows, self._sum = 0, hashlib.sha256()

    def add(self, line: str) -> None:
        """One line more."""
        self.rows += 1
        self._sum.update(line.encode())
        self._sum.update(b"\n")

    @property
    def digest(self) -> str:
        """Of all lines so far."""
        return self._sum.hexdigest()


def _rows(connection: Connection, table: Table, columns: list[str]) -> Iterator[str]:
    write = [_writer(table, name) for name in columns]
    keys = table.primary_key.columns or table.columns
    in_order = [_by_code_point(key, connection.dialect.name) for key in keys]
    query = select(*(table.columns[name] for name in columns)).order_by(*in_order)
    for row in connection.execute(query, execution_options={"yield_per": _AT_ONCE}):
        values = [each(value) for each, value in zip(write, row, strict=True)]
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _by_code_point(key: Any, dialect: str) -> Any:
    """PostgreSQL may have texts in the order of a language otherwise; SQLite never has."""
    return collate(key, "C") if dialect == "postgresql" and isinstance(key.type, String) else key


def _writer(table: Table, name: str) -> Any:
    kind = table.columns[name].type
    if isinstance(kind, DateTime):
        return lambda value: None if value is None else _instant(value)
    if isinstance(kind, Date):
        return lambda value: None if value is None else value.isoformat()
    if isinstance(kind, LargeBinary):
        return lambda value: None if value is None else base64.b64encode(value).decode()
    if kind.python_type is bool:
        return lambda value: None if value is None else bool(value)
    if kind.python_type is float:
        return lambda value: None if value is None else float(value)
    return lambda value: value


def _reader(table: Table, name: str) -> Any:
    kind = table.columns[name].type
    if isinstance(kind, DateTime):
        return lambda value: None if value is None else datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return lambda value: None if value is None else date.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return lambda value: None if value is None else base64.b64decode(value)
    return lambda value: value


def _instant(value: datetime) -> str:
    """In UTC, whichever way the database keeps it."""
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat()


def _parsed(line: str) -> dict[str, Any]:
    try:
        read = json.loads(line)
    except ValueError:
        raise BadInput("This is no backup of this service, or it is cut off.") from None
    if not isinstance(read, dict):
        raise BadInput("This is no backup of this service.")
    return read
