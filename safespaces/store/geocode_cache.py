"""Answers of an online geocoder, kept so that each address is asked about once."""

import json
from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.rows import Base, UtcDateTime


class GeocodeRow(Base):
    """An answer of an online geocoder about a venue's address (never about a person's), kept so
    that it is asked once.
    """

    __tablename__ = "geocode_cache"

    query: Mapped[str] = mapped_column(String(500), primary_key=True)
    answer: Mapped[str] = mapped_column(Text)  # JSON: [lat, lon, label] or null
    at: Mapped[datetime] = mapped_column(UtcDateTime)


Answer = tuple[float, float, str]  # lat, lon, what the geocoder calls it


def kept_answer(session: Session, query: str) -> tuple[bool, Answer | None]:
    """Whether this was asked before, and the answer (None: nothing was found then)."""
    row = session.get(GeocodeRow, query)
    if row is None:
        return False, None
    answer = json.loads(row.answer)
    return True, (answer[0], answer[1], answer[2]) if answer else None


def keep_answer(session: Session, query: str, answer: Answer | None, at: datetime) -> None:
    """Keep an answer, or that there was none."""
    session.merge(GeocodeRow(query=query, answer=json.dumps(answer), at=at))
