"""Files that were sent in the browser."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, LargeBinary, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.errors import NotFound
from safespaces.store.rows import Base, UtcDateTime


class UploadRow(Base):
    """A file that somebody sent in the browser, kept until it is imported or forgotten."""

    __tablename__ = "uploads"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    by: Mapped[str] = mapped_column(String(254), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    file_name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    rows: Mapped[int] = mapped_column(Integer, default=0)


_GONE = "That file is not here any more. Send it again."


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent, and by whom."""

    id: str
    by: str
    at: datetime
    file_name: str
    content: bytes


def add_upload(session: Session, upload: Upload, rows: int) -> None:
    """Keep a file, and how many rows it has."""
    session.add(
        UploadRow(
            id=upload.id,
            by=upload.by,
            at=upload.at,
            file_name=upload.file_name,
            content=upload.content,
            rows=rows,
        )
    )
    session.flush()


def upload_with_id(session: Session, upload_id: str, by: str) -> Upload:
    """A file of somebody's own. Raises NotFound."""
    row = session.get(UploadRow, upload_id)
    if row is None or row.by != by:
        raise NotFound(_GONE)
    return Upload(row.id, row.by, row.at, row.file_name, row.content)


def size_of_upload(session: Session, upload_id: str, by: str) -> tuple[int, int]:
    """Bytes and rows of a file of somebody's own. Raises NotFound."""
    query = select(func.length(UploadRow.content), UploadRow.rows).where(
        UploadRow.id == upload_id, UploadRow.by == by
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound(_GONE)
    return found[0], found[1]


def remove_upload(session: Session, upload_id: str) -> None:
    """Let go of a file: what it brought is in the register."""
    session.execute(delete(UploadRow).where(UploadRow.id == upload_id))


def forget_uploads(session: Session, before: datetime) -> None:
    """Let go of files that were sent and never imported."""
    session.execute(delete(UploadRow).where(UploadRow.at < before))
