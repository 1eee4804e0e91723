"""The code on a window sticker: made when first needed, replaced when a sticker is lost, told true
to whoever scans it.
"""

from dataclasses import dataclass
from datetime import datetime

from safespaces.errors import NotFound
from safespaces.language import gettext as _
from safespaces.people.tokens import short_code
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.stickers import add_sticker, sticker_of, venue_of_sticker
from safespaces.store.venues import venue_with_id
from safespaces.venues.venue import Venue

_LETTERS = 7  # 31 to the 7th is 27 thousand million: nobody finds a place's code by trying


@dataclass(frozen=True, slots=True)
class Sticker:
    """A venue by the code on its sticker. `is_right` is false for a code that was replaced."""

    venue: Venue
    is_right: bool


def sticker_for(database: Database, venue_id: str, *, by: str, at: datetime) -> str:
    """The code of a venue's sticker, made now when it has none. Raises NotFound."""
    with database.reading() as session:
        code = sticker_of(session, venue_id)
    return code or replace_sticker(database, venue_id, by=by, at=at)


def replace_sticker(database: Database, venue_id: str, *, by: str, at: datetime) -> str:
    """Give a venue another code: the old sticker says that it should come down. Raises NotFound."""
    with database.writing() as session:
        venue = venue_with_id(session, venue_id)
        code = short_code(_LETTERS)
        while venue_of_sticker(session, code):
            code = short_code(_LETTERS)
        old = sticker_of(session, venue_id)
        add_sticker(session, code, venue.id, at)
        note(session, AuditLine(at, by, "sticker made", venue.id, old=old or "", new=code))
    return code


def sticker_with(database: Database, code: str) -> Sticker:
    """Whose sticker it is. Raises NotFound for a code that is none of ours."""
    with database.reading() as session:
        found = venue_of_sticker(session, code.strip().lower())
        if found is None:
            raise NotFound(_("This code is none of ours. Do not rely on that sticker."))
        return Sticker(venue_with_id(session, found[0]), found[1])
