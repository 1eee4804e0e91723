"""A message on every public page, without a restart: snow, a strike, a fault. It has an end."""

from datetime import datetime, timedelta

from safespaces.errors import BadField
from safespaces.language import gettext as _
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.site_messages import SiteMessage, add_site_message, newest_site_message
from safespaces.venues.tidy import tidy

_LONGEST = 200
_LASTS = timedelta(days=14)


def set_site_message(
    database: Database, *, words: str, until: datetime | None, by: str, at: datetime
) -> SiteMessage:
    """Say it from now on, in place of another. Raises BadInput."""
    said = tidy(words)
    if not said or len(said) > _LONGEST:
        raise BadField(
            "words", _("Write the message, in %(longest)s letters at most.", longest=_LONGEST)
        )
    if until is None or until <= at:
        raise BadField("until", _("Say until when it stands there: a time that is to come."))
    if until - at > _LASTS:
        raise BadField("until", _("Two weeks at most. What stays belongs on a page."))
    message = SiteMessage(said, until)
    with database.writing() as session:
        add_site_message(session, message, by=by, at=at)
        note(session, AuditLine(at, by, "site message", "site", new=f"{said} (until {until})"))
    return message


def end_site_message(database: Database, *, by: str, at: datetime) -> None:
    """Say nothing any more."""
    with database.writing() as session:
        add_site_message(session, SiteMessage("", at), by=by, at=at)
        note(session, AuditLine(at, by, "site message", "site", new="none"))


def current_site_message(database: Database, *, at: datetime) -> SiteMessage | None:
    """What stands there now."""
    with database.reading() as session:
        found = newest_site_message(session)
    return found if found and found.words and found.until > at else None
