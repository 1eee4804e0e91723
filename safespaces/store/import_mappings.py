"""What the columns of senders' files mean, in the database."""

from datetime import datetime

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.rows import Base, UtcDateTime


class ImportMappingRow(Base):
    """What the columns of a sender's files mean, by a name that an officer gave it; `choices` as
    JSON.
    """

    __tablename__ = "import_mappings"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    choices: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(254))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def put_mapping(session: Session, name: str, choices: str, *, by: str, at: datetime) -> None:
    """Keep choices (JSON) under a name, in the place of what it had before."""
    session.merge(ImportMappingRow(name=name, choices=choices, by=by, at=at))


def all_mappings(session: Session) -> dict[str, str]:
    """The choices (JSON) by name."""
    return {
        row.name: row.choices
        for row in session.scalars(select(ImportMappingRow).order_by(ImportMappingRow.name))
    }
