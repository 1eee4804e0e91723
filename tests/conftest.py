"""What tests of several folders share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from safespaces.store.database import Database


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Database]:
    """A prepared, empty SQLite register."""
    database = Database(f"sqlite:///{tmp_path}/register.db")
    database.prepare()
    yield database
    database.close()
