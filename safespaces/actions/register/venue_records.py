"""What is kept about a venue: training, use, the partner's word, visits.

Callers make sure the venue is theirs.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from safespaces.actions.register.listing import set_status_in
from safespaces.actions.submissions.partner_messages import tell_council, tell_partner_of
from safespaces.dates import padded_date
from safespaces.errors import BadField, NotFound
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.moderation.record import REASONS, Training, Visit, clean_training, clean_visit
from safespaces.people.tokens import digest_of, new_id
from safespaces.store import records
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.stickers import sticker_of
from safespaces.store.venues import venue_with_id
from safespaces.venues.venue import ListingStatus, Venue

_COUNTED_DAYS = 365
_GONE = marked("This link is over. Sign in instead, and say it on the page of your place.")


@dataclass(frozen=True, slots=True)
class VenueRecords:
    """`uses` of the last 365 days by reason."""

    training: Training | None
    uses: dict[str, int]
    visits: tuple[Visit, ...]
    confirmed_at: datetime | None
    sticker: str | None
    used_today: bool


def records_of(database: Database, venue_id: str, today: date) -> VenueRecords:
    """What is kept about a venue."""
    with database.reading() as session:
        return VenueRecords(
            records.last_training(session, venue_id),
            records.use_counts(session, venue_id, today - timedelta(days=_COUNTED_DAYS)),
            records.visits_of(session, venue_id),
            records.last_confirmation(session, venue_id),
            sticker_of(session, venue_id),
            bool(records.use_counts(session, venue_id, today)),
        )


def keep_training(
    database: Database,
    venue_id: str,
    *,
    on: date | None,
    trained: str,
    staff: str,
    by: str,
    at: datetime,
    today: date,
    site: str,
    nobody: bool = False,
) -> None:
    """Keep how many of the staff were trained when; `nobody`: it is said that nobody is, which the
    council is told. Raises NotFound and BadInput.
    """
    training = clean_training(venue_id, on, trained, staff, today, nobody=nobody)
    with database.writing() as session:
        name = venue_with_id(session, venue_id).name
        records.add_training(session, training)
        if not training.trained:
            link = f"{site}/officer/venues/{venue_id}"
            tell_council(session, _("Nobody is trained at %(name)s", name=name), link, at)
        note(
            session,
            AuditLine(
                at,
                by,
                "training",
                venue_id,
                new=f"{training.trained} of {training.staff} on {training.on}",
            ),
        )


def count_use(database: Database, venue_id: str, reason: str, *, today: date) -> None:
    """Somebody used the space: the day and the reason.

    No audit line: its time would say something about who came. Raises BadInput.
    """
    if reason not in REASONS:
        raise BadField("reason", _("Choose why they came in."))
    with database.writing() as session:
        records.add_use(session, venue_id, today, reason)


def uncount_use(database: Database, venue_id: str, *, today: date) -> None:
    """Take the last tap of today back. Raises BadInput where there is none."""
    with database.writing() as session:
        if not records.take_use_back(session, venue_id, today):
            raise BadField("reason", _("Nothing was counted today."))


def confirm_facts(database: Database, venue_id: str, *, by: str, at: datetime) -> None:
    """Keep the partner's word that the facts are right."""
    with database.writing() as session:
        records.add_confirmation(session, venue_id, at, by)
        note(session, AuditLine(at, by, "facts confirmed", venue_id))


def behind_confirm_link(database: Database, token: str, *, at: datetime) -> Venue:
    """Which venue a link in a reminder is about. Raises NotFound."""
    with database.reading() as session:
        venue_id = records.venue_of_confirm_link(session, digest_of(token), at)
        if venue_id is None:
            raise NotFound(_(_GONE))
        return venue_with_id(session, venue_id)


def confirm_by_link(database: Database, token: str, *, at: datetime) -> None:
    """One tap in a reminder: the facts are right. The link is used up. Raises NotFound."""
    venue = behind_confirm_link(database, token, at=at)
    confirm_facts(database, venue.id, by="link in a reminder", at=at)
    with database.writing() as session:
        records.end_confirm_links(session, venue.id, at)


def keep_visit(database: Database, visit: Visit, *, at: datetime, today: date, site: str) -> Visit:
    """Keep a visit; one that was not passed pauses a listed venue until it is mended.

    Raises NotFound and BadInput.
    """
    kept = clean_visit(visit, today)
    with database.writing() as session:
        venue = venue_with_id(session, kept.venue_id)
        records.add_visit(session, kept)
        result = "passed" if kept.passed else "not passed"
        note(
            session,
            AuditLine(at, kept.by, "visit", venue.id, new=f"{result} on {kept.on}: {kept.found}"),
        )
        if not kept.passed and venue.status is ListingStatus.LISTED:
            set_status_in(
                session,
                venue.id,
                ListingStatus.PAUSED,
                reason="visit not passed",
                by=kept.by,
                at=at,
                today=today,
            )
        if not kept.passed:
            _tell_partner_of(session, venue, kept, at, site)
    return kept


def _tell_partner_of(session: Session, venue: Venue, visit: Visit, at: datetime, site: str) -> None:
    by = padded_date(visit.follow_up) if visit.follow_up else "soon"
    body = _(
        "%(name)s was visited for the council on %(on)s, and something has to be"
        " mended by %(by)s:\n\n%(found)s\n\nUntil then the place is not on the list."
        " Write to the council when it is mended. See"
        " %(link)s\n",
        name=venue.name,
        on=padded_date(visit.on),
        by=by,
        found=visit.found,
        link=f"{site}/partner/venues/{venue.id}",
    )
    tell_partner_of(session, venue.id, _("To be mended: %(name)s", name=venue.name), body, at)


def note_mended(database: Database, visit_id: str, *, by: str, at: datetime, site: str) -> Visit:
    """What a visit found is mended; the venue is listed again by hand. Raises NotFound."""
    with database.writing() as session:
        visit = records.mend_visit(session, visit_id, at)
        note(session, AuditLine(at, by, "visit mended", visit.venue_id))
        name = venue_with_id(session, visit.venue_id).name
        tell_council(
            session, _("Mended: %(name)s", name=name), f"{site}/officer/venues/{visit.venue_id}", at
        )
    return visit


def new_visit(
    venue_id: str, *, on: date, who: str, passed: bool, found: str, follow_up: date | None, by: str
) -> Visit:
    """A visit as it was put in."""
    return Visit(new_id("w"), venue_id, on, who, passed, found, follow_up, by)
