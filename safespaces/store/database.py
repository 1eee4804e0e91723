"""One database: SQLite by default, PostgreSQL by setting, with the same code.

Reading and writing are told apart.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from safespaces.errors import StoreError

_MIGRATIONS = Path(__file__).with_name("migrations")
_AT_ONCE = "BEGIN IMMEDIATE"  # two writers of SQLite queue for the lock instead of failing half-way
_WRITERS = 7_208_146  # the lock that PostgreSQL's writers queue for, as SQLite's do by themselves
_BUSY_MS = 5_000  # how long a writer waits for another before it gives up


class Database:
    """Open it once, use it from any thread, close it at the end.

    Every error of the driver becomes a StoreError.
    """

    def __init__(self, url: str) -> None:
        with _our_errors():
            self._url = make_url(url)
            if self._url.get_backend_name() == "sqlite" and self._url.database:
                Path(self._url.database).parent.mkdir(parents=True, exist_ok=True)
            self._engine = _engine(url)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads; nothing done in it is kept."""
        with _our_errors(), Session(self._engine) as session:
            yield session
            session.rollback()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: kept whole at the end, or not at all.

        Writers go one after the other, on every node: what one has read (the register before it
        publishes, a count before it lets somebody in) is still so when it writes.
        """
        with (
            _our_errors(),
            Session(self._engine.execution_options(begin=_AT_ONCE)) as session,
            session.begin(),
        ):
            if self._engine.dialect.name == "postgresql":
                session.execute(select(func.pg_advisory_xact_lock(_WRITERS)))
            yield session

    def prepare(self) -> None:
        """Bring the tables to the newest form; makes a new SQLite file where there is none."""
        with _our_errors(), self._engine.execution_options(begin=_AT_ONCE).begin() as connection:
            config = _alembic()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def is_current(self) -> bool:
        """Whether the tables have the newest form.

        Raises StoreError when the database cannot be reached.
        """
        with _our_errors(), self._engine.connect() as connection:
            return (
                MigrationContext.configure(connection).get_current_revision()
                == ScriptDirectory.from_config(_alembic()).get_current_head()
            )

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


def _engine(url: str) -> Engine:
    engine = create_engine(url, pool_pre_ping=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
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


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = (
        None  # the driver must not begin transactions of its own: _begin_sqlite does
    )
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_MS}",
        "synchronous=NORMAL",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return config


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
