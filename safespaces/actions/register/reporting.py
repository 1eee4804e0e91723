"""Somebody says what is wrong with a place; the council looks into it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from safespaces.actions.people.allowing import Counted, by_network, count, is_used_up, note_all
from safespaces.actions.submissions.partner_messages import COUNCIL
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.moderation.listing import clean_reason
from safespaces.moderation.report import NOT_SAFE, WHAT, Report, clean_report
from safespaces.pages import page_of
from safespaces.people import allowances
from safespaces.people.message import Message, Priority
from safespaces.people.tokens import new_id
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.outbox import put_in_outbox
from safespaces.store.people import council_members
from safespaces.store.reports import add_report, close_report, count_reports, some_reports
from safespaces.store.venues import venue_with_id

_A_PAGE = 50


def report(
    database: Database,
    venue_id: str,
    *,
    what: str,
    words: str,
    at: datetime,
    site: str,
    network: str | None = None,
) -> Report:
    """Keep what somebody found wrong and tell the council, by a mail without their words.

    Raises NotFound and BadInput, and TooManyTries where the network (None: the service itself)
    or the place has had many today.
    """
    choice, kept = clean_report(what, words)
    with database.writing() as session:
        venue = venue_with_id(session, venue_id)
        count(session, _counted(choice, venue.id, network), at, too_many=_(_MANY))
        is_told = _is_told(session, choice, at)
        made = Report(new_id("r"), venue.id, choice, kept, at)
        add_report(session, made)
        for person in council_members(session) if is_told else ():
            body = _(
                "%(what)s.\n\nSee %(link)s\n",
                what=WHAT[choice],
                link=f"{site}/officer/reports",
            )
            put_in_outbox(
                session,
                _message(person.email, choice, venue.name, body),
                at,
            )
    return made


_MANY = marked(
    "Many reports came in today, so this one was not taken. If you are in danger, ring 999. To tell"
    " us all the same, ring the council."
)


def _counted(choice: str, venue_id: str, network: str | None) -> list[Counted]:
    """No flood of other reports keeps one from being taken that says it was not safe."""
    if choice == NOT_SAFE:
        of_network = by_network(allowances.NOT_SAFE_BY_A_NETWORK, network)
        return [(allowances.NOT_SAFE_AT_MOST, ""), *of_network]
    of_network = by_network(allowances.REPORTS_BY_A_NETWORK, network)
    of_place: list[Counted] = [(allowances.REPORTS_OF_A_PLACE, venue_id)]
    if network is not None:
        of_place.append((allowances.REPORTS_OF_A_PLACE_BY_A_NETWORK, f"{venue_id} {network}"))
    return [(allowances.REPORTS, ""), *of_place, *of_network]


def _is_told(session: Session, choice: str, at: datetime) -> bool:
    """By mail: of a flood that says "not safe" all are kept, and mails end somewhere."""
    told: list[Counted] = [(allowances.NOT_SAFE, "")]
    if choice == NOT_SAFE and is_used_up(session, told[0], at):
        return False
    note_all(session, told if choice == NOT_SAFE else [], at)
    return True


def _message(recipient: str, choice: str, name: str, body: str) -> Message:
    if choice == NOT_SAFE:
        subject = _("Somebody did not feel safe: %(name)s", name=name)
        return Message(
            recipient, subject, body, priority=Priority.SAFETY, bundle=f"{COUNCIL} {NOT_SAFE}"
        )
    return Message(
        recipient, _("Somebody reports: %(name)s", name=name), body, bundle=f"{COUNCIL} reports"
    )


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """Some of the reports, each with its venue's name; pages are counted from 1."""

    reports: list[tuple[Report, str]]
    page: int
    pages: int


def look_at_reports(database: Database, page: int = 1) -> ReportsPage:
    """A page of the reports, open ones first, and of these the ones that say it was not safe; the
    nearest page there is.
    """
    with database.reading() as session:
        at = page_of(count_reports(session), _A_PAGE, page)
        found = some_reports(session, at.skipped, at.size)
        named = [(each, venue_with_id(session, each.venue_id).name) for each in found]
    return ReportsPage(named, at.page, at.pages)


def answer_report(
    database: Database, report_id: str, *, words: str, by: str, at: datetime
) -> Report:
    """Note what was done about it. Raises NotFound, and BadInput without words."""
    said = clean_reason(words)
    with database.writing() as session:
        done = close_report(session, report_id, at=at, by=by, words=said)
        note(session, AuditLine(at, by, "report answered", done.venue_id, old=done.what, new=said))
    return done
