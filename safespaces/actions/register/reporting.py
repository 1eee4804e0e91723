"""Somebody says what is wrong with a place; the council looks into it."""

from datetime import datetime

from safespaces.language import gettext as _
from safespaces.moderation.listing import clean_reason
from safespaces.moderation.report import WHAT, Report, clean_report
from safespaces.people.message import Message
from safespaces.people.tokens import new_id
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.outbox import put_in_outbox
from safespaces.store.people import council_members
from safespaces.store.reports import add_report, all_reports, close_report
from safespaces.store.venues import venue_with_id


def report(
    database: Database, venue_id: str, *, what: str, words: str, at: datetime, site: str
) -> Report:
    """Keep what somebody found wrong and tell the council, by a mail without their words.

    Raises NotFound and BadInput.
    """
    choice, kept = clean_report(what, words)
    with database.writing() as session:
        venue = venue_with_id(session, venue_id)
        made = Report(new_id("r"), venue.id, choice, kept, at)
        add_report(session, made)
        for person in council_members(session):
            body = _(
                "%(what)s.\n\nSee %(link)s\n",
                what=WHAT[choice],
                link=f"{site}/officer/reports",
            )
            put_in_outbox(
                session,
                Message(person.email, _("Somebody reports: %(name)s", name=venue.name), body),
                at,
            )
    return made


def look_at_reports(database: Database) -> list[tuple[Report, str]]:
    """Every report with its venue's name, open ones first, oldest first."""
    with database.reading() as session:
        return [(each, venue_with_id(session, each.venue_id).name) for each in all_reports(session)]


def answer_report(
    database: Database, report_id: str, *, words: str, by: str, at: datetime
) -> Report:
    """Note what was done about it. Raises NotFound, and BadInput without words."""
    said = clean_reason(words)
    with database.writing() as session:
        done = close_report(session, report_id, at=at, by=by, words=said)
        note(session, AuditLine(at, by, "report answered", done.venue_id, old=done.what, new=said))
    return done
