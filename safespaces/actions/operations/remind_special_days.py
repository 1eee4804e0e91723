"""In November the council and the partners are asked for the hours of Christmas and New Year, where
nobody has said them.
"""

from collections import defaultdict
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy.orm import Session

from safespaces.errors import BadHours
from safespaces.hours.bank_holidays import bank_holiday
from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.hours.special_days import special_day
from safespaces.people.message import Message
from safespaces.people.person import Person
from safespaces.store.database import Database
from safespaces.store.outbox import put_in_outbox
from safespaces.store.partners import partner_of_venue, people_of
from safespaces.store.people import council_members
from safespaces.store.venues import listed_venues
from safespaces.venues.venue import Venue

_MONTH = 11
_MOST_NAMED = 40


def remind_of_special_days(database: Database, *, at: datetime, today: date, site: str) -> int:
    """Ask once a year, in November: the council in one message, each partner in one about its own
    places. Returns how many were asked.
    """
    if today.month != _MONTH:
        return 0
    with database.writing() as session:
        silent = [
            venue for venue in listed_venues(session) if is_silent(venue.safe_hours, today.year)
        ]
        if not silent:
            return 0
        asked = [
            _ask(session, person, silent, f"{site}/officer/venues", today.year, at)
            for person in council_members(session)
        ]
        for person, its in _by_partner(session, silent):
            asked.append(_ask(session, person, its, f"{site}/partner", today.year, at))
        return sum(asked)


@lru_cache(maxsize=20_000)
def is_silent(hours: str, year: int) -> bool:
    """Whether a place might be open on 24, 25, 26 or 31 December or 1 January of a winter, and its
    hours do not say.
    """
    try:
        read = parse_safe_hours(hours)
    except BadHours:
        return False  # nothing is known of it at all, which the lists say already
    days = [date(year, 12, day) for day in range(24, 32)] + [date(year + 1, 1, 1)]
    return any(read.day(on, bank_holiday).unknown for on in days if special_day(on))


def _by_partner(session: Session, silent: list[Venue]) -> list[tuple[Person, list[Venue]]]:
    of_partner: dict[str, list[Venue]] = defaultdict(list)
    for venue in silent:
        partner = partner_of_venue(session, venue.id)
        if partner:
            of_partner[partner.id].append(venue)
    return [
        (person, its)
        for partner_id, its in of_partner.items()
        for person in people_of(session, partner_id)
        if person.is_active
    ]


def _ask(
    session: Session, person: Person, venues: list[Venue], address: str, year: int, at: datetime
) -> bool:
    names = "\n".join(f"- {venue.name}" for venue in venues[:_MOST_NAMED])
    more = f"\nand {len(venues) - _MOST_NAMED} more\n" if len(venues) > _MOST_NAMED else "\n"
    body = (
        "Nobody has said when these places are open at Christmas and New Year. Until somebody"
        f" does, young people are told that it is not known:\n\n{names}{more}\nIt takes one step,"
        f" under Safe hours: {address}\n"
    )
    message = Message(
        person.email,
        "When are you open at Christmas and New Year?",
        body,
        once=f"special days {year} {person.id}"[:100],
    )
    return put_in_outbox(session, message, at)
