"""What can be done to many venues at once. Each deed says of one venue why it cannot be done, and
does it in a caller's transaction without publishing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from sqlalchemy.orm import Session

from safespaces.actions.register.closing import add_closure_in
from safespaces.actions.register.listing import check_may_list, settle_form
from safespaces.actions.register.verifying import Check, check_as_entered, keep_checks
from safespaces.actions.submissions.handing_over import give_venue_in
from safespaces.codes import Labels
from safespaces.dates import moment_text, padded_date
from safespaces.errors import BadField, BadInput
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.moderation.changes import with_values
from safespaces.moderation.listing import clean_reason, with_status
from safespaces.moderation.record import clean_training
from safespaces.people.message import Message
from safespaces.roles import Role
from safespaces.store.audit import AuditLine, note
from safespaces.store.contacts import contacts_of
from safespaces.store.outbox import put_in_outbox
from safespaces.store.partners import partner_of_venue, people_of
from safespaces.store.people import person_with_email
from safespaces.store.records import add_training
from safespaces.store.venues import change_venues
from safespaces.venues.cells import venue_cells
from safespaces.venues.fields import BY_NAME
from safespaces.venues.tidy import tidy
from safespaces.venues.venue import ListingStatus, Venue

SETTABLE = ("kind", "safe_hours", "kit", "access", "minimum_age", "website", "phone")
_LONGEST_LETTER = 4_000
_STATUSES = {
    "list": ListingStatus.LISTED,
    "pause": ListingStatus.PAUSED,
    "withdraw": ListingStatus.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Acting:
    """Who does it, when, and which day it is where the venues are."""

    by: str
    at: datetime
    today: date


@dataclass(frozen=True, slots=True)
class Deed:
    """`words` say what is done, for people. `why_not` gives "" for a venue to which it can be
    done. `do` gives by venue id what it made: the number of a version, or an id.
    """

    words: str
    why_not: Callable[[Session, Venue], str]
    do: Callable[[Session, Sequence[Venue], Acting], Mapping[str, str]]


def close_deed(start: datetime, end: datetime, reason: str, at: datetime) -> Deed:
    """Close them for a while. Raises BadInput."""
    if end <= max(start, at):
        raise BadField("end", _("That time is over. Choose a later end."))

    def do(session: Session, venues: Sequence[Venue], acting: Acting) -> Mapping[str, str]:
        close = partial(
            add_closure_in, session, start=start, end=end, reason=reason, by=acting.by, at=acting.at
        )
        return {venue.id: close(venue).id for venue in venues}

    words = _(
        "closed from %(start)s to %(end)s: %(reason)s",
        start=moment_text(start),
        end=moment_text(end),
        reason=tidy(reason) or "-",
    )
    return Deed(words, _unless_listed, do)


def status_deed(name: str, reason: str, today: date) -> Deed:
    """List, pause or withdraw them. Raises BadInput."""
    status, why = _STATUSES[name], clean_reason(reason)

    def why_not(session: Session, venue: Venue) -> str:
        if venue.status is status:
            return _("it is so already")
        try:
            with_status(venue, status)
            if status is ListingStatus.LISTED:
                check_may_list(session, venue, today)
        except BadInput as error:
            return str(error)
        return ""

    def do(session: Session, venues: Sequence[Venue], acting: Acting) -> Mapping[str, str]:
        after = [with_status(venue, status) for venue in venues]
        made = change_venues(session, after, at=acting.at, author=acting.by, reason=why)
        for before, venue in zip(venues, after, strict=True):
            line = AuditLine(
                acting.at,
                acting.by,
                "listing status",
                venue.id,
                old=before.status,
                new=f"{status}: {why}",
            )
            note(session, line)
            settle_form(session, venue, by=acting.by, at=acting.at, words=why)
        return _numbers(made)

    return Deed(f"{_(status)}: {why}", why_not, do)


def check_deed(check: Check, today: date) -> Deed:
    """Keep the same check of each. Raises BadInput."""
    check_as_entered(check, today)

    def do(session: Session, venues: Sequence[Venue], acting: Acting) -> Mapping[str, str]:
        kept = keep_checks(session, venues, check, by=acting.by, at=acting.at)
        return {each.venue_id: each.id for each in kept}

    said = {"on": padded_date(check.on), "until": padded_date(check.last_day)}
    return Deed(_("checked on %(on)s, counts to %(until)s", **said), _unless_gone, do)


def training_deed(on: date | None, trained: str, staff: str, today: date) -> Deed:
    """Keep the same training of each. Raises BadInput."""
    one = clean_training("", on, trained, staff, today)

    def do(session: Session, venues: Sequence[Venue], acting: Acting) -> Mapping[str, str]:
        made = {}
        for venue in venues:
            made[venue.id] = str(add_training(session, replace(one, venue_id=venue.id)))
            words = f"{one.trained} of {one.staff} on {one.on}"
            note(session, AuditLine(acting.at, acting.by, "training", venue.id, new=words))
        return made

    words = _(
        "%(trained)s of %(staff)s trained on %(on)s",
        trained=one.trained,
        staff=one.staff,
        on=padded_date(one.on),
    )
    return Deed(words, _unless_gone, do)


def field_deed(name: str, text: str) -> Deed:
    """Set one field of each. Raises BadInput."""
    if name not in SETTABLE:
        raise BadField("field", _("Choose what to set."))
    value = tidy(text)
    if value:
        BY_NAME[name].clean(value)

    def why_not(_session: Session, venue: Venue) -> str:
        return _("it is so already") if with_values(venue, {name: value}) == venue else ""

    def do(session: Session, venues: Sequence[Venue], acting: Acting) -> Mapping[str, str]:
        after = [with_values(venue, {name: value}) for venue in venues]
        made = change_venues(session, after, at=acting.at, author=acting.by, reason=f"{name} set")
        for before, venue in zip(venues, after, strict=True):
            old, new = venue_cells(before)[name], venue_cells(venue)[name]
            line = AuditLine(acting.at, acting.by, "corrected", venue.id, old=old, new=new)
            note(session, line)
        return _numbers(made)

    return Deed(f"{_(BY_NAME[name].label)}: {value or '-'}", why_not, do)


def letter_deed(subject: str, body: str) -> Deed:
    """Write to whoever can be reached of each. Raises BadInput."""
    about, letter = tidy(subject)[:200], body.strip()
    if not about:
        raise BadField("subject", _("Write what it is about."))
    if not letter or len(letter) > _LONGEST_LETTER:
        words = _("Write the letter, in %(most)s letters at most.", most=_LONGEST_LETTER)
        raise BadField("letter", words)

    def why_not(session: Session, venue: Venue) -> str:
        return "" if _addresses(session, venue) else _("nobody there may be written to")

    def do(session: Session, venues: Sequence[Venue], acting: Acting) -> Mapping[str, str]:
        sent: set[str] = set()
        for venue in venues:
            its = _addresses(session, venue)
            for address in sorted(its - sent):  # once to who has several places
                put_in_outbox(session, Message(address, about, f"{letter}\n"), acting.at)
            sent |= its
            note(session, AuditLine(acting.at, acting.by, "written to", venue.id, new=about))
        return dict.fromkeys((venue.id for venue in venues), "")

    return Deed(_("a letter: %(subject)s", subject=about), why_not, do)


def invite_deed(site: str) -> Deed:
    """Ask a contact of each to act for it as its partner, by a mail with one link."""

    def first(session: Session, venue: Venue) -> str:
        agreed = (each.email for each in contacts_of(session, venue.id) if each.may_write)
        return next(filter(None, agreed), "")

    def why_not(session: Session, venue: Venue) -> str:
        if partner_of_venue(session, venue.id):
            return _("it has a partner already")
        address = first(session, venue)
        if not address:
            return _("nobody there may be written to")
        person = person_with_email(session, address)
        is_free = person is None or (Role.PARTNER in person.roles and person.is_active)
        return "" if is_free else _("its contact is of the council, or was removed")

    def do(session: Session, venues: Sequence[Venue], acting: Acting) -> Mapping[str, str]:
        return {
            venue.id: give_venue_in(
                session, venue.id, first(session, venue), by=acting.by, at=acting.at, site=site
            ).id
            for venue in venues
        }

    return Deed(_("asked to be its partner"), why_not, do)


def _addresses(session: Session, venue: Venue) -> set[str]:
    partner = partner_of_venue(session, venue.id)
    people = people_of(session, partner.id) if partner else ()
    agreed = (each.email for each in contacts_of(session, venue.id) if each.may_write)
    return {person.email for person in people if person.is_active} | set(filter(None, agreed))


def _unless_listed(_session: Session, venue: Venue) -> str:
    return "" if venue.status is ListingStatus.LISTED else _("it is not on the list")


def _unless_gone(_session: Session, venue: Venue) -> str:
    gone = (ListingStatus.WITHDRAWN, ListingStatus.DECLINED)
    return _("it is %(status)s", status=_(venue.status)) if venue.status in gone else ""


def _numbers(made: Mapping[str, int]) -> dict[str, str]:
    return {venue_id: str(version) for venue_id, version in made.items()}


NAMES = Labels(
    {
        "close": marked("Close them for a while"),
        "pause": marked("Pause them"),
        "list": marked("Put them on the list"),
        "withdraw": marked("Withdraw them"),
        "check": marked("Record a check of each"),
        "training": marked("Record a training of each"),
        "field": marked("Set something of each"),
        "invite": marked("Ask their contacts to be partners"),
        "letter": marked("Write to their contacts"),
    }
)
UNDOABLE = frozenset(NAMES) - {"letter", "invite"}
