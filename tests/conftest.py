"""What tests of several folders share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from safespaces.store.database import Database
from tests.databases import database, postgres_url

settings.register_profile("safespaces", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("safespaces")

__all__ = ["database", "postgres_url", "register"]


@pytest.fixture(scope="session", autouse=True)
def prepared_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A new SQLite file is copied from one that every migration has run on: they take 40 ms, a copy next to nothing.

    A file that is there already is prepared as ever, and so is a server's database.
    """
    prepare, first = Database.prepare, tmp_path_factory.mktemp("prepared") / "register.db"
    made = Database(f"sqlite:///{first}")
    prepare(made)
    made.close()

    def copied(self: Database) -> None:
        name = self._url.database or ""
        if (
            self._url.get_backend_name() == "sqlite"
            and name not in ("", ":memory:")
            and not Path(name).exists()
        ):
            shutil.copy(first, name)
        else:
            prepare(self)

    Database.prepare = copied  # type: ignore[method-assign]
    yield
    Database.prepare = prepare  # type: ignore[method-assign]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Database]:
    """A prepared, empty SQLite register."""
    opened = Database(f"sqlite:///{tmp_path}/register.db")
    opened.prepare()
    yield opened
    opened.close()
