"""Two records of one place made one, field by field: one is kept, the other is given up, and stays
in the register with its versions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from safespaces.actions.register.listing import check_version, set_status_in
from safespaces.actions.register.publish import publish_in
from safespaces.errors import BadField
from safespaces.language import gettext as _
from safespaces.moderation.changes import POINT, editable_cells, with_values
from safespaces.moderation.submission import Remark, SubmissionState
from safespaces.people.message import Message
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.departures import note_seen, note_told, untold
from safespaces.store.merging import move_records
from safespaces.store.outbox import put_in_outbox
from safespaces.store.partners import Partner, partner_of_venue, people_of
from safespaces.store.records import has_failed_visit
from safespaces.store.submissions import add_remark, change_submission, submissions_of_venue
from safespaces.store.venues import change_venues, venue_with_id
from safespaces.venues.venue import ListingStatus, Venue

_GIVEN_UP = {
    ListingStatus.LISTED: ListingStatus.WITHDRAWN,
    ListingStatus.PAUSED: ListingStatus.WITHDRAWN,
    ListingStatus.APPLIED: ListingStatus.DECLINED,
    ListingStatus.CANDIDATE: ListingStatus.DECLINED,
}


@dataclass(frozen=True, slots=True)
class Merge:
    """What was decided: which record stays, which goes, and the names of what the one that stays
    takes from it ("point" for the pin). `seen` are the versions that were looked at, by id.
    """

    kept_id: str
    given_up_id: str
    taken: frozenset[str]
    seen: Mapping[str, int | None]


def merge(database: Database, wanted: Merge, *, by: str, at: datetime, today: date) -> Venue:
    """Make them one. Raises NotFound, and BadField where a place would leave the public list by it,
    or a visit's fault would be lost sight of.
    """
    with database.writing() as session:
        for venue_id in (wanted.kept_id, wanted.given_up_id):
            check_version(session, venue_id, wanted.seen.get(venue_id))
        kept, gone = (venue_with_id(session, each) for each in (wanted.kept_id, wanted.given_up_id))
        _check(session, kept, gone)
        partners = partner_of_venue(session, kept.id), partner_of_venue(session, gone.id)
        after = _with_taken(kept, gone, wanted.taken)
        reason = _("made one with %(name)s", name=gone.name)
        if after != kept:
            change_venues(session, [after], at=at, author=by, reason=reason[:200])
        _end_forms(session, gone, by, at)
        move_records(session, gone.id, kept.id)
        taken = ", ".join(sorted(wanted.taken))
        note(session, AuditLine(at, by, "made one", kept.id, old=gone.id, new=taken))
        _give_up(session, gone, after, by, at, today)
        _tell(session, partners, gone, after, at)
        return after


def _check(session: Session, kept: Venue, gone: Venue) -> None:
    if kept.id == gone.id:
        raise BadField("keep", _("Choose two records."))
    if gone.status is ListingStatus.LISTED and kept.status is not ListingStatus.LISTED:
        raise BadField(
            "keep",
            _("%(name)s is on the list: keep that one, or list the other first.", name=gone.name),
        )
    if kept.status is ListingStatus.LISTED and has_failed_visit(session, gone.id):
        raise BadField(
            "keep",
            _(
                "A visit to %(name)s found what is not mended yet. Note it as mended first.",
                name=gone.name,
            ),
        )


def _with_taken(kept: Venue, gone: Venue, taken: frozenset[str]) -> Venue:
    cells = editable_cells(gone)
    values = {name: cells[name] for name in taken if name in cells and name not in POINT}
    after = with_values(kept, values)
    return replace(after, located=gone.located) if "point" in taken and gone.located else after


def _end_forms(session: Session, gone: Venue, by: str, at: datetime) -> None:
    for form in submissions_of_venue(session, gone.id):
        if form.state.is_open:
            add_remark(
                session, form.id, Remark(at, by, "replaced", _("The council made two records one."))
            )
            change_submission(session, replace(form, state=SubmissionState.REPLACED, changed_at=at))


def _give_up(
    session: Session, gone: Venue, kept: Venue, by: str, at: datetime, today: date
) -> None:
    """Off the list without the words for a place that leaves: its stickers lead to the other."""
    reason = _("the same place as %(name)s", name=kept.name)[:200]
    if gone.status in _GIVEN_UP:
        set_status_in(
            session, gone.id, _GIVEN_UP[gone.status], reason=reason, by=by, at=at, today=today
        )
    else:
        publish_in(session, at=at)
    note_told(
        session,
        [each.number for each in untold(session) if each.venue_id == gone.id],
        at,
        back=False,
    )
    note_seen(session, gone.id, by, at)


def _tell(
    session: Session,
    partners: tuple[Partner | None, Partner | None],
    gone: Venue,
    kept: Venue,
    at: datetime,
) -> None:
    """Who had the record that was given up."""
    _kept_partner, partner = partners
    if partner is None:
        return
    body = _(
        "The council had two records of one place, %(gone)s and %(kept)s, and made them one:"
        " %(kept)s. Checks, training and the sticker go with it. Is that wrong, or can you not"
        " change the place any more? Answer this mail, or write to the council.\n",
        gone=gone.name,
        kept=kept.name,
    )
    for person in people_of(session, partner.id):
        if person.is_active:
            put_in_outbox(
                session,
                Message(person.email, _("Two records made one: %(name)s", name=kept.name), body),
                at,
            )
