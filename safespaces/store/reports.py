"""Reports in the database."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, case, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.errors import NotFound
from safespaces.moderation.report import NOT_SAFE, Report
from safespaces.store.rows import Base, UtcDateTime


class ReportRow(Base):
    """What somebody found wrong with a place.

    Nobody's name, address or number is asked for or kept.
    """

    __tablename__ = "reports"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    venue_id: Mapped[str] = mapped_column(ForeignKey("venues.id"), index=True)
    what: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    done_by: Mapped[str] = mapped_column(String(254))
    done_words: Mapped[str] = mapped_column(String(200))


_FIELDS = ("id", "venue_id", "what", "words", "at", "done_at", "done_by", "done_words")


def add_report(session: Session, report: Report) -> None:
    """Keep a report."""
    session.add(ReportRow(**{name: getattr(report, name) for name in _FIELDS}))


def some_reports(session: Session, first: int, limit: int) -> list[Report]:
    """Reports from the one numbered `first` on: open ones before those that are done. Of the open
    ones, those that say it was not safe come before all others, the newest first; then the oldest.
    Of the others the last done.
    """
    is_done = ReportRow.done_at.is_not(None)
    rows = session.scalars(
        select(ReportRow)
        .order_by(
            case((is_done, 2), (ReportRow.what == NOT_SAFE, 0), else_=1),
            ReportRow.done_at.desc(),
            case((ReportRow.what == NOT_SAFE, ReportRow.at), else_=None).desc(),
            ReportRow.at,
            ReportRow.id,
        )
        .offset(first)
        .limit(limit)
    )
    return [_to_report(row) for row in rows]


def count_reports(session: Session) -> int:
    """How many there are, open or done."""
    return session.scalar(select(func.count()).select_from(ReportRow)) or 0


def close_report(session: Session, report_id: str, *, at: datetime, by: str, words: str) -> Report:
    """Note what was done about a report.

    Raises NotFound when there is none, or it is done already.
    """
    row = session.get(ReportRow, report_id)
    if row is None or row.done_at is not None:
        raise NotFound("That report is done already. Load the list again to see by whom.")
    row.done_at, row.done_by, row.done_words = at, by, words
    return _to_report(row)


def open_reports(session: Session) -> int:
    """How many wait for somebody."""
    return (
        session.scalar(
            select(func.count()).select_from(ReportRow).where(ReportRow.done_at.is_(None))
        )
        or 0
    )


def _to_report(row: ReportRow) -> Report:
    return Report(**{name: getattr(row, name) for name in _FIELDS})
