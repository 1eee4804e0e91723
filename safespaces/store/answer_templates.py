"""Sentences that officers ask or decline with again and again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.rows import Base, UtcDateTime


class AnswerTemplateRow(Base):
    """One sentence."""

    __tablename__ = "answer_templates"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    deed: Mapped[str] = mapped_column(String(20))  # ask or decline
    words: Mapped[str] = mapped_column(String(500))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(254))


@dataclass(frozen=True, slots=True)
class AnswerTemplate:
    """A sentence, and what is done with it: "ask" or "decline"."""

    number: int
    deed: str
    words: str


def add_answer_template(session: Session, deed: str, words: str, *, by: str, at: datetime) -> None:
    """Keep one."""
    session.add(AnswerTemplateRow(deed=deed, words=words, made_at=at, made_by=by))
    session.flush()


def answer_templates(session: Session) -> list[AnswerTemplate]:
    """All of them, by deed, then in the order in which they came."""
    query = select(AnswerTemplateRow).order_by(AnswerTemplateRow.deed, AnswerTemplateRow.number)
    return [AnswerTemplate(row.number, row.deed, row.words) for row in session.scalars(query)]


def remove_answer_template(session: Session, number: int) -> None:
    """Take one away; what was said with it stays."""
    session.execute(delete(AnswerTemplateRow).where(AnswerTemplateRow.number == number))
