"""Answers of an online geocoder, kept so that each address is asked about once."""

import json
from datetime import datetime

from sqlalchemy.orm import Session

from safespaces.store.tables import GeocodeRow

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
