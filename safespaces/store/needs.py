"""Need weights in the database."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import String, Text, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.coverage.need import NeedWeight
from safespaces.coverage.need_numbers import Numbers
from safespaces.errors import NotFound
from safespaces.language import gettext as _
from safespaces.store.changed import rows_changed
from safespaces.store.rows import Base, UtcDateTime


class NeedWeightRow(Base):
    """Numbers of areas or wards under a name; `numbers` is a JSON object.

    One that was put away keeps its row.
    """

    __tablename__ = "need_weights"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    layer: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(300))
    numbers_by: Mapped[str] = mapped_column(String(20))
    numbers: Mapped[str] = mapped_column(Text)
    made_by: Mapped[str] = mapped_column(String(254))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    put_away_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def add_need(session: Session, need: NeedWeight) -> None:
    """Put a new one in."""
    session.add(
        NeedWeightRow(
            id=need.id,
            name=need.name,
            layer=need.layer,
            kind=need.kind,
            source=need.source,
            numbers_by=need.numbers.by,
            numbers=json.dumps(dict(need.numbers.of)),
            made_by=need.made_by,
            made_at=need.made_at,
            put_away_at=None,
        )
    )
    session.flush()


def all_needs(session: Session, *, put_away: bool = False) -> list[NeedWeight]:
    """Those on the list, or those that were put away; newest first."""
    at = NeedWeightRow.put_away_at
    query = (
        select(NeedWeightRow)
        .where(at.is_not(None) if put_away else at.is_(None))
        .order_by(NeedWeightRow.made_at.desc(), NeedWeightRow.id)
    )
    return [_to_need(row) for row in session.scalars(query)]


def count_needs(session: Session) -> int:
    """How many are on the list."""
    on_list = NeedWeightRow.put_away_at.is_(None)
    return session.scalar(select(func.count()).select_from(NeedWeightRow).where(on_list)) or 0


def need_with_id(session: Session, need_id: str) -> NeedWeight:
    """The need weight with this id. Raises NotFound."""
    row = session.get(NeedWeightRow, need_id)
    if row is None or row.put_away_at is not None:
        raise NotFound(_("There is no such need weight. It may have been put away."))
    return _to_need(row)


def put_need_away(session: Session, need_id: str, at: datetime) -> None:
    """Take it off the list; its row stays."""
    its = NeedWeightRow.id == need_id
    session.execute(update(NeedWeightRow).where(its).values(put_away_at=at))


def bring_need_back(session: Session, need_id: str) -> bool:
    """Put it on the list again; False where none is put away under this id."""
    its = (NeedWeightRow.id == need_id, NeedWeightRow.put_away_at.is_not(None))
    return rows_changed(session, update(NeedWeightRow).where(*its).values(put_away_at=None)) == 1


def _to_need(row: NeedWeightRow) -> NeedWeight:
    numbers: Mapping[str, float] = json.loads(row.numbers)
    return NeedWeight(
        row.id,
        row.name,
        row.layer,
        row.kind,
        row.source,
        Numbers(row.numbers_by, numbers),
        row.made_by,
        row.made_at,
    )
