"""What happens by rule when a promise runs out, a check or a training: reminders, longer reminders
after the last day, and after days of grace a pause. A place that was never checked, or whose
training nobody noted, is not touched: these rules are about a promise that ran out, not about one
that was never made.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from safespaces.actions.register.publish import publish_in
from safespaces.dates import padded_date
from safespaces.language import gettext as _
from safespaces.moderation.listing import with_status
from safespaces.moderation.record import standing_training
from safespaces.people.message import Message
from safespaces.people.person import Person
from safespaces.people.tokens import digest_of, new_token
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.outbox import put_in_outbox
from safespaces.store.partners import partner_of_venue, people_of
from safespaces.store.people import council_members
from safespaces.store.records import add_confirm_link, newest_trainings
from safespaces.store.venues import change_venues, listed_venues
from safespaces.store.verifications import standing_checks
from safespaces.venues.venue import ListingStatus, Venue

REMIND_DAYS = (30, 14, 3, -1, -14)  # before the last day, and after it
_BY = "expiry rule"
_LINK_LASTS = timedelta(days=60)


class Promised(StrEnum):
    """What runs out."""

    CHECK = "check"
    TRAINING = "training"


_WHY = {
    Promised.CHECK: "its check has run out",
    Promised.TRAINING: "nobody there is trained any more",
}


@dataclass(frozen=True, slots=True)
class Promise:
    """Something about a listed venue that counts to a last day, and the day after which it is off
    the list without a newer one.
    """

    what: Promised
    venue: Venue
    last_day: date
    off_after: date

    def reminder(self, today: date) -> int | None:
        """The one of REMIND_DAYS that is due; None for none."""
        left = (self.last_day - today).days
        if left >= 0:
            return next((days for days in sorted(REMIND_DAYS) if days >= max(left, 0)), None)
        return next((days for days in sorted(REMIND_DAYS) if left <= days < 0), None)


def expire(
    database: Database, *, at: datetime, today: date, grace_days: int, site: str
) -> list[Venue]:
    """Remind the council and the partner of checks and trainings that run out; pause what ran out
    more than `grace_days` ago, which is returned.
    """
    with database.writing() as session:
        promises = list(_promises(session, grace_days))
        council = council_members(session)
        for promise in promises:
            days = promise.reminder(today)
            if days is not None and today <= promise.off_after:
                _remind(session, promise, days, council, at, site)
        over = {each.venue.id: each for each in promises if today > each.off_after}
        return [
            venue
            for what in Promised
            for venue in pause(
                session,
                [each.venue for each in over.values() if each.what is what],
                at,
                _BY,
                _WHY[what],
            )
        ]


def _promises(session: Session, grace_days: int) -> Iterator[Promise]:
    listed = {venue.id: venue for venue in listed_venues(session)}
    grace, checks = timedelta(days=grace_days), standing_checks(session)
    for venue_id, training in newest_trainings(session).items():
        check = checks.get(venue_id)
        last_day = standing_training(training, check)
        if venue_id in listed and last_day:
            yield Promise(Promised.TRAINING, listed[venue_id], last_day, last_day + grace)
    for venue_id, check in checks.items():
        if venue_id in listed:
            last_day = check.last_day
            yield Promise(Promised.CHECK, listed[venue_id], last_day, last_day + grace)


def pause(
    session: Session, venues: Sequence[Venue], at: datetime, by: str, reason: str
) -> list[Venue]:
    """Take venues off the list in a caller's transaction, and publish."""
    paused = [with_status(venue, ListingStatus.PAUSED) for venue in venues]
    change_venues(session, paused, at=at, author=by, reason=reason)
    for venue in paused:
        note(
            session,
            AuditLine(at, by, "listing status", venue.id, old="listed", new=f"paused: {reason}"),
        )
    if paused:
        publish_in(session, at=at)
    return paused


def _remind(
    session: Session,
    promise: Promise,
    days: int,
    council: Iterable[Person],
    at: datetime,
    site: str,
) -> None:
    for person in council:
        subject, body = _to_council(promise, days)
        _once(session, promise, days, person, Message(person.email, subject, body), at)
    partner = partner_of_venue(session, promise.venue.id)
    for person in people_of(session, partner.id) if partner else ():
        if not person.is_active:
            continue
        if promise.what is Promised.TRAINING:
            link = f"{site}/partner/venues/{promise.venue.id}"
            subject, body = _training_to_partner(promise, days, link)
            _once(session, promise, days, person, Message(person.email, subject, body), at)
        else:
            _ask_whether_right(session, promise, days, person, at, site)


def _to_council(promise: Promise, days: int) -> tuple[str, str]:
    said = {
        "name": promise.venue.name,
        "until": padded_date(promise.last_day),
        "off": padded_date(promise.off_after),
    }
    if promise.what is Promised.CHECK and days >= 0:
        return _("Soon to be checked again: %(name)s", **said), _(
            "The check of %(name)s counts until %(until)s. After that it is old, and"
            " later the place is taken off the list.\n",
            **said,
        )
    if promise.what is Promised.CHECK:
        return _("To be checked: %(name)s", **said), _(
            "The check of %(name)s counted until %(until)s. After %(off)s the place is"
            " taken off the list, unless it is checked.\n",
            **said,
        )
    return _("Training runs out: %(name)s", **said), _(
        "Somebody at %(name)s is trained until %(until)s. After %(off)s the place is taken"
        " off the list, unless a newer training is noted.\n",
        **said,
    )


def _training_to_partner(promise: Promise, days: int, link: str) -> tuple[str, str]:
    said = {
        "name": promise.venue.name,
        "until": padded_date(promise.last_day),
        "off": padded_date(promise.off_after),
        "link": link,
    }
    subject = _("Who is trained at %(name)s?", **said)
    if days >= 0:
        return subject, _(
            "The last training at %(name)s counts until %(until)s. A Safe Space is a place"
            " where somebody trained is on duty.\n\nHas there been a newer one? Note it"
            " here:\n\n%(link)s\n\nIf not, ask the council for the next. Without one the place"
            " is taken off the list after %(off)s.\n",
            **said,
        )
    return subject, _(
        "The last training at %(name)s counted until %(until)s, so nobody there is trained"
        " now. Without a newer one the place is taken off the list after %(off)s.\n\nNote a"
        " newer one here, or ask the council for the next:\n\n%(link)s\n",
        **said,
    )


def _ask_whether_right(
    session: Session, promise: Promise, days: int, person: Person, at: datetime, site: str
) -> None:
    token = new_token()
    said = {
        "name": promise.venue.name,
        "until": padded_date(promise.last_day),
        "off": padded_date(promise.off_after),
        "link": f"{site}/still/{token}",
    }
    body = (
        _(
            "The council will soon check %(name)s again: its last check counts until"
            " %(until)s. You stay on the list meanwhile.\n\nIs everything on the list"
            " still right? Look, and say so in one tap:\n\n%(link)s\n",
            **said,
        )
        if days >= 0
        else _(
            "The last check of %(name)s counted until %(until)s, and the council has not"
            " checked it since. After %(off)s the place is taken off the list: write to the"
            " council.\n\nIs everything on the list still right? Look, and say so in one"
            " tap:\n\n%(link)s\n",
            **said,
        )
    )
    subject = _("Is this still right? %(name)s", name=promise.venue.name)
    message = Message(person.email, subject, body, is_secret=True)
    if _once(session, promise, days, person, message, at):
        add_confirm_link(session, digest_of(token), promise.venue.id, at + _LINK_LASTS)


def _once(
    session: Session,
    promise: Promise,
    days: int,
    person: Person,
    message: Message,
    at: datetime,
) -> bool:
    what = "" if promise.what is Promised.CHECK else f"{promise.what} "
    key = f"{what}{promise.venue.id} {promise.last_day} {days} {person.id}"[:100]
    return put_in_outbox(session, replace(message, once=key), at)
