"""What the columns of senders' files mean, in the database."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from safespaces.store.upload_tables import ImportMappingRow


def put_mapping(session: Session, name: str, choices: str, *, by: str, at: datetime) -> None:
    """Keep choices (JSON) under a name, in the place of what it had before."""
    session.merge(ImportMappingRow(name=name, choices=choices, by=by, at=at))


def all_mappings(session: Session) -> dict[str, str]:
    """The choices (JSON) by name."""
    return {row.name: row.choices for row in session.scalars(select(ImportMappingRow).order_by(ImportMappingRow.name))}
