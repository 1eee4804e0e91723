"""What tests of several folders share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from safespaces.store.database import Database
from tests.databases import database, postgres_url

__all__ = ["database", "postgres_url", "register"]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Database]:
    """A prepared, empty SQLite register."""
    opened = Database(f"sqlite:///{tmp_path}/register.db")
    opened.prepare()
    yield opened
    opened.close()
