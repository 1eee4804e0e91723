"""The register a page at a time: filtered, counted and ordered by the database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    case,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from safespaces.geo.point import Point
from safespaces.store.contacts import ContactRow
from safespaces.store.partners import PartnerPersonRow, PartnerRow, VenuePartnerRow
from safespaces.store.people import PersonRow
from safespaces.store.records import TrainingRow
from safespaces.store.undoing import ImportVenueRow
from safespaces.store.venues import VenueRow, VenueVersionRow, search_words, venue_of
from safespaces.store.verifications import VerificationRow, counts
from safespaces.venues.venue import ListingStatus, Venue

LACKS = {  # each as an index of migration 0023 spells it
    "point": VenueRow.lat.is_(None),
    "hours": VenueRow.safe_hours == literal_column("''"),
    "check": VenueRow.checked_on.is_(None),
}
_AT_ONCE = 1_000
_SOON = timedelta(days=30)


def _check_until() -> ScalarSelect[date]:
    """To which day a venue's check counts."""
    last = select(func.max(VerificationRow.last_day)).where(
        VerificationRow.venue_id == VenueRow.id, counts()
    )
    return last.correlate(VenueRow).scalar_subquery()


def _training_until() -> ScalarSelect[date]:
    """To which day somebody is trained, by the newest training."""
    end = case((TrainingRow.trained > 0, TrainingRow.last_day), else_=TrainingRow.on)
    newest = (
        select(end)
        .where(TrainingRow.venue_id == VenueRow.id, TrainingRow.taken_back_at.is_(None))
        .order_by(TrainingRow.on.desc(), TrainingRow.number.desc())
        .limit(1)
    )
    return newest.correlate(VenueRow).scalar_subquery()


def _changed_at() -> ScalarSelect[datetime]:
    last = select(func.max(VenueVersionRow.at)).where(VenueVersionRow.venue_id == VenueRow.id)
    return last.correlate(VenueRow).scalar_subquery()


def _partner_names() -> Select[str]:
    """Of a venue."""
    its = select(PartnerRow.name).join(VenuePartnerRow, VenuePartnerRow.partner_id == PartnerRow.id)
    return its.where(VenuePartnerRow.venue_id == VenueRow.id).correlate(VenueRow)


def _somebody_active() -> Select[str]:
    """Who signs in for the partner of a venue."""
    people = (
        select(PersonRow.id)
        .join(PartnerPersonRow, PartnerPersonRow.person_id == PersonRow.id)
        .join(VenuePartnerRow, VenuePartnerRow.partner_id == PartnerPersonRow.partner_id)
    )
    is_theirs = (VenuePartnerRow.venue_id == VenueRow.id) & PersonRow.is_active.is_(True)
    return people.where(is_theirs).correlate(VenueRow)


def _contacts() -> Select[str]:
    return select(ContactRow.id).where(ContactRow.venue_id == VenueRow.id).correlate(VenueRow)


def _further_lacks() -> dict[str, ColumnElement[bool]]:
    """What else a venue may lack; people who sign in for it can be reached too."""
    return {
        "training": _training_until().is_(None),
        "partner": ~_partner_names().exists(),
        "contact": ~_contacts().exists() & ~_somebody_active().exists(),
    }


RUNS = ("over", "soon", "counts")  # a check or a training, on a day
SORTS = ("name", "status", "kind", "check", "training", "changed")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which venues, and in which order; "" and () are whatever.

    lacking: what it lacks (a key of LACKS, training, partner, contact). words: beginnings of words
    of its name, address, postcode or id, or a part of its partner's or a contact's name. check,
    training: one of RUNS on the day `today`.
    """

    status: str = ""
    lacking: str = ""
    words: tuple[str, ...] = ()
    kind: str = ""
    check: str = ""
    training: str = ""
    changed_since: datetime | None = None
    today: date = date.max
    sort: str = "name"
    imported: int | None = None  # only what an import with that number added or changed


def count_wanted(session: Session, wanted: Wanted) -> int:
    """How many venues are so."""
    return session.scalar(select(func.count()).select_from(VenueRow).where(*_so(wanted))) or 0


def some_venues(session: Session, wanted: Wanted, skipped: int, most: int) -> list[Venue]:
    """Some of them, in their order."""
    query = select(VenueRow).where(*_so(wanted)).order_by(*_order(wanted.sort))
    return [venue_of(row) for row in session.scalars(query.offset(skipped).limit(most))]


class Spot(NamedTuple):
    """A venue as a map needs it; None for a point that is not known."""

    id: str
    name: str
    status: str
    lat: float | None
    lon: float | None

    @property
    def point(self) -> Point | None:
        """Where it is."""
        return None if self.lat is None or self.lon is None else Point(self.lat, self.lon)


def spots_of(session: Session, wanted: Wanted) -> list[Spot]:
    """All of them, in their order."""
    columns = (VenueRow.id, VenueRow.name, VenueRow.status, VenueRow.lat, VenueRow.lon)
    query = select(*columns).where(*_so(wanted)).order_by(*_order(wanted.sort))
    return [Spot(*row) for row in session.execute(query)]


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of a venue besides its facts; None for what is not."""

    check_until: date | None
    training_until: date | None
    partner: str
    can_be_reached: bool
    changed_at: datetime | None


def beside(session: Session, ids: Collection[str]) -> dict[str, Beside]:
    """Of some venues, by id."""
    query = select(
        VenueRow.id,
        _check_until(),
        _training_until(),
        _partner_names().limit(1).scalar_subquery(),
        or_(_contacts().exists(), _somebody_active().exists()),
        _changed_at(),
    ).where(VenueRow.id.in_(ids))
    return {
        row[0]: Beside(row[1], row[2], row[3] or "", bool(row[4]), row[5])
        for row in session.execute(query)
    }


def count_by_status(session: Session) -> dict[str, int]:
    """How many venues have each status that any has."""
    counted = select(VenueRow.status, func.count()).group_by(VenueRow.status)
    return {row[0]: row[1] for row in session.execute(counted)}


def count_lacking(session: Session) -> dict[str, int]:
    """How many listed venues lack what, by the keys of LACKS."""
    each = [func.count().filter(condition) for condition in LACKS.values()]
    row = session.execute(select(*each).where(VenueRow.status == ListingStatus.LISTED.value)).one()
    return dict(zip(LACKS, row, strict=True))


def _so(wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    conditions = [_holds(word) for word in wanted.words]
    if wanted.status:
        conditions.append(VenueRow.status == wanted.status)
    if wanted.kind:
        conditions.append(VenueRow.kind == wanted.kind)
    if wanted.lacking in LACKS:
        conditions.append(LACKS[wanted.lacking])
    elif wanted.lacking:
        further = _further_lacks()
        conditions += [further[wanted.lacking]] if wanted.lacking in further else []
    for until, asked in ((_check_until(), wanted.check), (_training_until(), wanted.training)):
        if asked in RUNS:
            conditions.append(_runs(until, asked, wanted.today))
    if wanted.imported is not None:
        touched = select(ImportVenueRow.venue_id)
        its = touched.where(ImportVenueRow.import_number == wanted.imported)
        conditions.append(VenueRow.id.in_(its))
    if wanted.changed_since:
        recent = select(VenueVersionRow.venue_id).where(VenueVersionRow.at >= wanted.changed_since)
        conditions.append(VenueRow.id.in_(recent))
    return conditions


def _holds(word: str) -> ColumnElement[bool]:
    partner = _partner_names().where(func.lower(PartnerRow.name).contains(word, autoescape=True))
    contact = _contacts().where(func.lower(ContactRow.name).contains(word, autoescape=True))
    by_words = VenueRow.search_words.contains(f" {word}")
    return or_(by_words, partner.exists(), contact.exists())


def _runs(until: ScalarSelect[date], asked: str, today: date) -> ColumnElement[bool]:
    if asked == "over":
        return until < today
    if asked == "soon":
        return until.between(today, today + _SOON)
    return until >= today


def _order(sort: str) -> Sequence[ColumnElement[Any]]:
    by_name = (VenueRow.name.asc(), VenueRow.id.asc())
    first: dict[str, ColumnElement[Any]] = {
        "status": VenueRow.status.asc(),
        "kind": VenueRow.kind.asc(),
        "check": _check_until().asc().nulls_first(),
        "training": _training_until().asc().nulls_first(),
        "changed": _changed_at().desc(),
    }
    return (first[sort], *by_name) if sort in first else by_name


def fill_search_words(session: Session) -> None:
    """Fill them where an older version of the service has put venues in."""
    while rows := session.scalars(
        select(VenueRow).where(VenueRow.search_words == "").limit(_AT_ONCE)
    ).all():
        session.execute(
            update(VenueRow),
            [{"id": row.id, "search_words": search_words(venue_of(row))} for row in rows],
        )
        session.expire_all()
