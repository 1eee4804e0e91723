"""One database: SQLite by default, PostgreSQL by setting, with the same code.

Reading and writing are told apart.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from alembic import command
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError, SQLAlchemyError
from sqlalchemy.orm import Session

from safespaces.errors import StoreError
from safespaces.people.keyring import Keyring
from safespaces.store.alembic_config import alembic_config
from safespaces.store.notices import listen
from safespaces.store.rows import KEYRING
from safespaces.store.turns import Turns

_AT_ONCE = "BEGIN IMMEDIATE"  # two writers of SQLite queue for the lock instead of failing half-way
_WRITERS = 7_208_146  # the lock that PostgreSQL's writers queue for, as SQLite's do by themselves
_FILE = "file"  # of a connection's info: the device and number of the file that it has open
_BUSY_S = 5  # how long a writer of SQLite waits for another before it gives up


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the database is waited for, in seconds, before it counts as gone; and how many
    threads of this process may wait for it at the same time (0: any number).
    """

    connect_s: int = 10
    answer_s: int = 600
    lock_s: int = 60
    at_once: int = 0


WHOLE = Patience()  # for commands and the worker: a large import takes minutes


class Database:
    """Open it once, use it from any thread, close it at the end.

    Every error of the driver becomes a StoreError.
    """

    def __init__(
        self, url: str, patience: Patience = WHOLE, keyring: Keyring | None = None
    ) -> None:
        with _our_errors():
            self._url = make_url(url)
            if self._url.get_backend_name() == "sqlite" and self._url.database:
                Path(self._url.database).parent.mkdir(parents=True, exist_ok=True)
            self._engine = _engine(url, patience)
        self._turns = Turns(patience.at_once)
        self._info = {KEYRING: keyring or Keyring()}

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads; nothing done in it is kept."""
        with self._turns.turn(), _our_errors(), Session(self._engine, info=self._info) as session:
            yield session
            session.rollback()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: kept whole at the end, or not at all.

        Writers go one after the other, on every node: what one has read (the register before it
        publishes, a count before it lets somebody in) is still so when it writes.
        """
        with (
            self._turns.turn(),
            _our_errors(),
            Session(self._engine.execution_options(begin=_AT_ONCE), info=self._info) as session,
            session.begin(),
        ):
            if self._engine.dialect.name == "postgresql":
                session.execute(select(func.pg_advisory_xact_lock(_WRITERS)))
            yield session

    def prepare(self) -> None:
        """Bring the tables to the newest form; makes a new SQLite file where there is none."""
        with _our_errors(), self._engine.execution_options(begin=_AT_ONCE).begin() as connection:
            if self._engine.dialect.name == "postgresql":  # two machines may start at once
                connection.execute(select(func.pg_advisory_xact_lock(_WRITERS)))
            command.upgrade(alembic_config(connection), "head")

    def is_current(self) -> bool:
        """Whether the tables have the newest form.

        Raises StoreError when the database cannot be reached.
        """
        with _our_errors(), self._engine.connect() as connection:
            return (
                MigrationContext.configure(connection).get_current_revision()
                == ScriptDirectory.from_config(alembic_config()).get_current_head()
            )

    @contextmanager
    def dumping(self) -> Iterator[Connection]:
        """Everything as it is at one moment, while others go on writing (store/dump.py)."""
        options = {}
        if self._engine.dialect.name == "postgresql":
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with _our_errors(), self._engine.connect() as connection:
            yield connection.execution_options(**options)

    @contextmanager
    def filling(self) -> Iterator[Connection]:
        """One transaction that puts everything into an empty database, or nothing."""
        with _our_errors(), self._engine.execution_options(begin=_AT_ONCE).begin() as connection:
            yield connection

    def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard` for each list that is published, for ever; over at once where the database
        cannot tell (store/notices.py).
        """
        listen(self._engine, heard)

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


def sqlite_file(url: str) -> Path | None:
    """The file that an address names; None where it is no file of SQLite."""
    parts = make_url(url)
    is_file = parts.get_backend_name() == "sqlite" and parts.database not in (None, "", ":memory:")
    return Path(str(parts.database)) if is_file else None


def _engine(url: str, patience: Patience) -> Engine:
    engine = create_engine(url, pool_pre_ping=True, pool_timeout=patience.connect_s)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", partial(_set_up_sqlite, patience.lock_s))
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "checkout", _same_file)
    else:
        event.listen(engine, "do_connect", partial(_connect, patience))
        event.listen(engine, "before_cursor_execute", _without_nul, retval=True)
    return engine


def _without_nul(
    _connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool
) -> tuple[str, Any]:
    """PostgreSQL takes no NUL in a text, whatever form or address it was typed into."""
    return statement, _cleaned(parameters)


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return value.replace("\0", " ")
    if isinstance(value, dict):
        return {name: _cleaned(each) for name, each in value.items()}
    return (
        type(value)(_cleaned(each) for each in value) if isinstance(value, list | tuple) else value
    )


def _connect(patience: Patience, _dialect: Any, _record: Any, values: Any, named: Any) -> Any:
    """A connection that gives up by itself, also where the server has stopped without a word."""
    from safespaces.store.bounded_postgresql import connect  # only there with the extra

    return connect(
        values,
        {"connect_timeout": patience.connect_s, **named},
        answer_s=patience.answer_s,
        lock_s=patience.lock_s,
    )


def _set_up_sqlite(lock_s: int, connection: Any, _record: Any) -> None:
    connection.isolation_level = (
        None  # the driver must not begin transactions of its own: _begin_sqlite does
    )
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        f"busy_timeout={min(lock_s, _BUSY_S) * 1000}",
        "synchronous=FULL",  # what was acknowledged outlives a loss of power,
    ):
        connection.execute(f"PRAGMA {pragma}")


def _same_file(connection: Any, record: Any, _proxy: Any) -> None:
    """A file that was put in the place of the one that is open is used from now on."""
    rows = connection.execute("PRAGMA database_list").fetchall()
    path = rows[0][2] if rows else ""
    if not path:
        return
    try:
        now = os.stat(path)
    except OSError:
        raise DisconnectionError("the database file is gone") from None
    is_it = record.info.setdefault(_FILE, (now.st_dev, now.st_ino))
    if is_it != (now.st_dev, now.st_ino):
        raise DisconnectionError("the database file is another one")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


@contextmanager
def _our_errors() -> Iterator[None]:
    try:
        yield
    except CommandError as error:
        raise StoreError(
            f"The database was made by a newer version of this service: {error}. Install that"
            " version again."
        ) from error
    except (SQLAlchemyError, OSError, ImportError, ValueError) as error:
        first_line = (str(error.__cause__ or error).splitlines() or [type(error).__name__])[0][:200]
        raise StoreError(
            f"The database could not do that: {first_line}. Try: safespaces doctor"
        ) from error
