"""The link on the back of the counter: it closes one venue for a while, opens it again, and can do
nothing else.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from safespaces.actions.register.closing import close_in, reopen_in
from safespaces.actions.submissions.partner_messages import tell_council, tell_partner_of
from safespaces.dates import moment_text
from safespaces.errors import NotFound
from safespaces.hours.wall_time import to_minute
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.people.tokens import digest_of, new_token
from safespaces.store.audit import AuditLine, note
from safespaces.store.closing_links import set_closing_link, venue_of_link
from safespaces.store.closures import closures_made_by
from safespaces.store.database import Database
from safespaces.store.venues import venue_with_id
from safespaces.venues.closure import Closure
from safespaces.venues.venue import Venue

BY_LINK = "closing link"  # who a closure is made by
_GONE = marked("This link was replaced, or has a slip in it. Ask the council for the new one.")


@dataclass(frozen=True, slots=True)
class BehindLink:
    """The venue behind a link, and the closures that were made by it and are not over."""

    venue: Venue
    closures: tuple[Closure, ...]


def make_closing_link(
    database: Database, venue_id: str, *, by: str, at: datetime, site: str
) -> str:
    """A new link for a venue; shown this once and mailed to its partner, because only its digest is
    kept. Raises NotFound.
    """
    token = new_token()
    link = f"{site}/close/{token}"
    with database.writing() as session:
        venue = venue_with_id(session, venue_id)
        set_closing_link(session, venue.id, digest_of(token), at=at, author=by)
        note(session, AuditLine(at, by, "closing link made", venue.id))
        _mail_link(session, venue, link, at)
    return link


def behind_link(database: Database, token: str, *, at: datetime) -> BehindLink:
    """What a link is about. Raises NotFound."""
    with database.reading() as session:
        return _behind(session, token, at)


def close_by_link(
    database: Database, token: str, *, until: datetime, at: datetime, site: str
) -> Closure:
    """Close the venue from now on, and tell the council.

    Raises NotFound and BadInput. A second tap changes nothing that the first did.
    """
    with database.writing() as session:
        behind = _behind(session, token, at)
        longest = max(behind.closures, key=lambda closure: closure.end, default=None)
        if longest and longest.end >= to_minute(until):
            return longest
        closure = close_in(
            session,
            behind.venue.id,
            start=at,
            end=until,
            reason="closed by its own link",
            by=BY_LINK,
            at=at,
        )
        _tell(
            session,
            behind,
            _("has closed until %(until)s", until=moment_text(until)),
            site,
            at,
        )
    return closure


def reopen_by_link(database: Database, token: str, *, at: datetime, site: str) -> None:
    """Undo what this link closed, and nothing else; the council is told. Raises NotFound."""
    with database.writing() as session:
        behind = _behind(session, token, at)
        for closure in behind.closures:
            reopen_in(session, closure.id, by=BY_LINK, at=at)
        if behind.closures:
            _tell(session, behind, _("is open again"), site, at)


def _behind(session: Session, token: str, at: datetime) -> BehindLink:
    venue_id = venue_of_link(session, digest_of(token))
    if venue_id is None:
        raise NotFound(_(_GONE))
    return BehindLink(
        venue_with_id(session, venue_id),
        closures_made_by(session, venue_id, BY_LINK, to_minute(at)),
    )


def _mail_link(session: Session, venue: Venue, link: str, at: datetime) -> None:
    body = _(
        "Nobody trained on duty tonight? Close %(name)s here in one tap, and"
        " open it again:\n\n%(link)s\n\nWhoever has this link can close this one"
        " place, and nothing else. Keep it where staff find it. Older links open"
        " nothing.\n",
        name=venue.name,
        link=link,
    )
    tell_partner_of(
        session,
        venue.id,
        _("To close for tonight: %(name)s", name=venue.name),
        body,
        at,
        is_secret=True,
    )


def _tell(session: Session, behind: BehindLink, what: str, site: str, at: datetime) -> None:
    tell_council(
        session, f"{behind.venue.name} {what}", f"{site}/officer/venues/{behind.venue.id}", at
    )
