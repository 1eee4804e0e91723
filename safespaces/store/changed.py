"""How many rows a statement changed: one statement decides who was quicker, whichever node asks."""

from typing import Any, cast

from sqlalchemy import CursorResult
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import UpdateBase


def rows_changed(session: Session, statement: UpdateBase) -> int:
    """Run an update or a delete; how many rows it changed."""
    return cast(CursorResult[Any], session.execute(statement)).rowcount
