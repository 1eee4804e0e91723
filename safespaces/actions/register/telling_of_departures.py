"""Whatever takes a place off the public list tells its partner and the council, once, a moment
later: what happened, and what to do with the sticker.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from safespaces.actions.submissions.partner_messages import COUNCIL, tell_partner_of
from safespaces.dates import moment_text
from safespaces.language import gettext as _
from safespaces.people.message import Message
from safespaces.store.database import Database
from safespaces.store.departures import (
    Departure,
    back_untold,
    last_departure,
    note_seen,
    note_told,
    untold,
)
from safespaces.store.outbox import put_in_outbox
from safespaces.store.people import council_members

_MOST_NAMED = 40


def tell_of_departures(database: Database, *, at: datetime, site: str) -> int:
    """Write the mails that are due; returns how many places they are about."""
    with database.writing() as session:
        gone, back = untold(session), back_untold(session)
        # gone and back within a minute: nothing happened
        told = [each for each in gone if each.back_at is None]
        for each in told:
            _tell_partner(session, each, at, site)
        _tell_council(session, told, at, site)
        for each in back:
            _tell_partner_of_return(session, each, at, site)
        note_told(session, [each.number for each in gone], at, back=False)
        silent = [each.number for each in gone if each.back_at]
        note_told(session, [*silent, *(each.number for each in back)], at, back=True)
    return len(told) + len(back)


def departure_of(database: Database, venue_id: str) -> Departure | None:
    """Why a venue is off the list; None where it is on it, or never was."""
    with database.reading() as session:
        return last_departure(session, venue_id)


def see_departure(database: Database, venue_id: str, *, by: str, at: datetime) -> None:
    """An officer has seen that a venue went off the list."""
    with database.writing() as session:
        note_seen(session, venue_id, by, at)


def _tell_partner(session: Session, gone: Departure, at: datetime, site: str) -> None:
    said = {
        "name": gone.name,
        "reason": gone.reason or "-",
        "link": f"{site}/partner/venues/{gone.venue_id}",
    }
    if gone.until:
        tell_partner_of(
            session,
            gone.venue_id,
            _("%(name)s is closed on the list", **said),
            _(
                "%(name)s is told as closed until %(until)s: %(reason)s\n\nUntil then take the"
                " sticker down, or cover it: a young person who reads it would come in. It opens"
                " again on the list by itself.\n\nIs that wrong? Write to the council."
                " See %(link)s\n",
                **said,
                until=moment_text(gone.until),
            ),
            at,
        )
        return
    tell_partner_of(
        session,
        gone.venue_id,
        _("%(name)s is off the list", **said),
        _(
            "%(name)s is not on the list of Safe Spaces any more: %(reason)s\n\nTake the sticker"
            " down until it is on the list again: a young person who reads it would come in.\n\n"
            "It comes back when the council lists it again. Where a check or a training ran out,"
            " a new one is needed for that. Is something wrong, or do you want to leave? Write to"
            " the council.\n\nSee %(link)s\n",
            **said,
        ),
        at,
    )


def _tell_partner_of_return(session: Session, back: Departure, at: datetime, site: str) -> None:
    said = {"name": back.name, "link": f"{site}/partner/venues/{back.venue_id}"}
    tell_partner_of(
        session,
        back.venue_id,
        _("%(name)s is on the list again", **said),
        _(
            "%(name)s is on the list of Safe Spaces again. Put the sticker up.\n\nSee %(link)s\n",
            **said,
        ),
        at,
    )


def _tell_council(session: Session, gone: Sequence[Departure], at: datetime, site: str) -> None:
    """All in one mail; to nobody about what they did themselves."""
    for person in council_members(session):
        theirs = [each for each in gone if each.author != person.email]
        if not theirs:
            continue
        lines = [
            _("- %(name)s: %(reason)s", name=each.name, reason=each.reason or "-")
            for each in theirs[:_MOST_NAMED]
        ]
        if len(theirs) > _MOST_NAMED:
            lines.append(_("and %(number)s more", number=len(theirs) - _MOST_NAMED))
        subject = (
            _("Off the list: %(name)s", name=theirs[0].name)
            if len(theirs) == 1
            else _("Off the list: %(number)s places", number=len(theirs))
        )
        body = _(
            "Young people are not sent to these places any more, or not for a while:\n\n%(lines)s"
            "\n\nTheir partners are told to take the sticker down. See %(link)s\n",
            lines="\n".join(lines),
            link=f"{site}/officer/queue?kind=off_list",
        )
        put_in_outbox(session, Message(person.email, subject[:200], body, bundle=COUNCIL), at)
