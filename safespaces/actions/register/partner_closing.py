"""A partner closes a place of theirs for a while, signed in; the council is told.

What an officer closed, only an officer opens.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from safespaces.actions.register.closing import close_in, reopen_in
from safespaces.actions.register.closing_link import BY_LINK
from safespaces.actions.submissions.partner_messages import tell_council
from safespaces.actions.submissions.partner_work import Actor, own_venue
from safespaces.dates import moment_text
from safespaces.errors import BadField, NotFound
from safespaces.hours.wall_time import to_minute
from safespaces.language import gettext as _
from safespaces.store.closures import closures_after, closures_made_by
from safespaces.store.database import Database
from safespaces.store.partners import people_of
from safespaces.venues.closure import Closure

_LONGEST = timedelta(days=31)
_AHEAD = timedelta(days=366)


def close_own(
    database: Database,
    actor: Actor,
    venue_id: str,
    *,
    until: datetime,
    at: datetime,
    site: str,
    start: datetime | None = None,
) -> Closure:
    """Close one of a partner's venues from now on, or from a later time.

    Raises NotFound and BadInput. A second tap changes nothing that the first did.
    """
    since = max(start or at, at)
    with database.writing() as session:
        venue = own_venue(session, actor, venue_id)
        if since - at > _AHEAD:
            raise BadField("start", _("That is more than a year ahead. Is the year right?"))
        if until - since > _LONGEST:
            raise BadField(
                "end",
                _(
                    "That is longer than a month. Is the year right? For so long ask the"
                    " council to pause the place."
                ),
            )
        standing = next(
            (
                each
                for each in _theirs(session, actor, venue_id, at)
                if each.start <= to_minute(since) and each.end >= to_minute(until)
            ),
            None,
        )
        if standing:
            return standing
        closure = close_in(
            session,
            venue_id,
            start=since,
            end=until,
            reason="closed by the partner",
            by=actor.email,
            at=at,
        )
        tell_council(
            session,
            _(
                "%(name)s is closed from %(since)s until %(until)s",
                name=venue.name,
                since=moment_text(since),
                until=moment_text(until),
            )
            if start and since > at
            else _(
                "%(name)s has closed until %(until)s",
                name=venue.name,
                until=moment_text(until),
            ),
            f"{site}/officer/venues/{venue_id}",
            at,
        )
    return closure


def reopen_own(
    database: Database, actor: Actor, venue_id: str, closure_id: str, *, at: datetime, site: str
) -> None:
    """Take back a closure that the partner or their closing link made, with any other of theirs
    that overlaps it: "we are back" means open.

    Raises NotFound, for an officer's too.
    """
    with database.writing() as session:
        venue = own_venue(session, actor, venue_id)
        theirs = {each.id: each for each in _theirs(session, actor, venue_id, at)}
        if closure_id not in theirs:
            raise NotFound(
                _("The council closed it, or it is open again already. Ask the council.")
            )
        meant = theirs[closure_id]
        for each in theirs.values():
            if each.start < meant.end and meant.start < each.end:
                reopen_in(session, each.id, by=actor.email, at=at)
        tell_council(
            session,
            _("%(name)s is open again", name=venue.name),
            f"{site}/officer/venues/{venue_id}",
            at,
        )


def closures_for(
    database: Database, actor: Actor, venue_id: str, *, at: datetime
) -> list[tuple[Closure, bool]]:
    """Closures that are not over, each with whether the partner may take it back."""
    with database.reading() as session:
        own_venue(session, actor, venue_id)
        theirs = {each.id for each in _theirs(session, actor, venue_id, at)}
        return [
            (each, each.id in theirs)
            for each in closures_after(session, to_minute(at)).get(venue_id, ())
        ]


def _theirs(session: Session, actor: Actor, venue_id: str, at: datetime) -> list[Closure]:
    authors = [BY_LINK, *(person.email for person in people_of(session, actor.partner.id))]
    return [
        closure
        for author in authors
        for closure in closures_made_by(session, venue_id, author, to_minute(at))
    ]
