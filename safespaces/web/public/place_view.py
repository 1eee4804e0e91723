"""What a place's own page says, ready for templates/public/place.html."""

from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from safespaces.hours.spans import Span
from safespaces.hours.status import State
from safespaces.hours.week import DayRow, Week, week_rows
from safespaces.hours.wording import status_text
from safespaces.language import gettext as _
from safespaces.snapshot.directory import address_line
from safespaces.snapshot.finder import Finder
from safespaces.snapshot.public_venue import PublicVenue
from safespaces.venues.categories import (
    ACCESS,
    ALCOHOL,
    KINDS,
    KIT,
    MAINLY_FOR_DRINKING,
)
from safespaces.venues.cells import boxes_said
from safespaces.venues.open_spans import may_sell_alcohol
from safespaces.venues.venue import OVER_16_ALONE
from safespaces.web.public.answer import ROUGH, age_text


@dataclass(frozen=True, slots=True)
class PlaceNow:
    """A place in a list: what it is, and its state now for somebody at the door.

    `is_open` is never true when hours are not known.
    """

    venue: PublicVenue
    kind: str
    address: str
    state: str  # as in answer_view.Card
    state_text: str
    is_open: bool
    age: str


@dataclass(frozen=True, slots=True)
class PlacePage:
    """Everything on the page. `week` is empty when hours are not known."""

    standing: PlaceNow
    week: list[DayRow]
    says_bank_holidays: bool
    has: tuple[str, ...]
    access: tuple[str, ...]
    age: str
    rough: str
    alcohol: bool
    checked_on: date | None
    more: list[str]  # what has no place of its own on the page


def place_now(finder: Finder, row: int, at: int, zone: ZoneInfo) -> PlaceNow:
    """One venue as it stands at the instant `at`."""
    venue, now = finder.snapshot.venues[row], finder.state_now(row, at)
    state = "soon" if now.opens_soon(at) else now.state.value
    return PlaceNow(
        venue,
        KINDS[venue.kind],
        address_line(venue),
        state,
        status_text(now, at, zone),
        now.state is State.OPEN,
        age_text(venue.youngest_alone),
    )


def place_page(finder: Finder, row: int, at: int, zone: ZoneInfo) -> PlacePage:
    """The page of one venue."""
    here = place_now(finder, row, at, zone)
    venue, hours = here.venue, finder.timetable.hours(here.venue)
    closed = tuple(Span(max(start, at), end) for start, end in venue.closures if end > at)
    sells = may_sell_alcohol(venue.kind, venue.alcohol)
    week = Week(hours, zone, finder.timetable.holidays(venue), closed, sells) if hours else None
    return PlacePage(
        standing=here,
        week=week_rows(week, at) if week else [],
        says_bank_holidays=bool(hours and hours.speaks_of_bank_holidays),
        has=tuple(KIT[code] for code in venue.kit),
        access=tuple(ACCESS[code] for code in venue.access),
        age=_age(venue),
        rough=_(ROUGH) if venue.rough else "",
        alcohol=sells,
        checked_on=venue.checked_on,
        # the page has places of its own for these two
        more=[*boxes_said(replace(venue, website="", way_in="")), *_alcohol_said(venue)],
    )


def _alcohol_said(venue: PublicVenue) -> list[str]:
    return [ALCOHOL[venue.alcohol]] if venue.alcohol in ALCOHOL else []


def _age(venue: PublicVenue) -> str:
    age = venue.youngest_alone
    if not age:
        return ""
    with_an_adult = venue.minimum_age == OVER_16_ALONE or (
        venue.kind in MAINLY_FOR_DRINKING and not venue.minimum_age
    )
    if with_an_adult:
        return _("For people aged %(age)s or over, or younger with an adult.", age=age)
    return _("For people aged %(age)s or over.", age=age)
