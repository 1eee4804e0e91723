"""The lists of neighbouring services, as each was taken over last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, Text, delete, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.rows import Base, UtcDateTime


class NeighbourListRow(Base):
    """One neighbour's list, whole; replaced when another comes."""

    __tablename__ = "neighbour_lists"

    site: Mapped[str] = mapped_column(String(300), primary_key=True)
    content: Mapped[str] = mapped_column(Text)  # snapshot/shared_list.py
    etag: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(UtcDateTime)  # when it was last said to be so


@dataclass(frozen=True, slots=True)
class NeighbourList:
    """A list as it is kept; `at` is when its service said last that this is its list."""

    site: str
    content: str
    etag: str
    at: datetime


def neighbour_lists(session: Session) -> list[NeighbourList]:
    """All that are kept, by the site's address."""
    rows = session.scalars(select(NeighbourListRow).order_by(NeighbourListRow.site))
    return [NeighbourList(row.site, row.content, row.etag, row.at) for row in rows]


def keep_neighbour_list(session: Session, kept: NeighbourList) -> bool:
    """Keep it in the place of the one before. Returns whether it says something else."""
    before = session.get(NeighbourListRow, kept.site)
    is_other = before is None or before.content != kept.content
    session.merge(
        NeighbourListRow(site=kept.site, content=kept.content, etag=kept.etag, at=kept.at)
    )
    return is_other


def forget_neighbour_lists(session: Session, sites: Iterable[str], before: datetime) -> int:
    """Take away those of others than `sites`, and those last said before `before`. Returns how many
    went.
    """
    gone = or_(NeighbourListRow.site.not_in(list(sites)), NeighbourListRow.at < before)
    found = session.scalars(select(NeighbourListRow.site).where(gone)).all()
    session.execute(delete(NeighbourListRow).where(NeighbourListRow.site.in_(found)))
    return len(found)
