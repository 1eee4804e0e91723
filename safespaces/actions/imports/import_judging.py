"""What is known beside a file when it is judged: the register's checks and last steps, the area,
where postcodes are, the day.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from sqlalchemy.orm import Session

from safespaces.actions.reference.find_postcode import postcode_finder
from safespaces.dates import padded_date
from safespaces.errors import BadPostcode
from safespaces.geo.postcode import parse_postcode
from safespaces.intake.judge import Judge
from safespaces.store.records import venues_with_failed_visit
from safespaces.store.venues import versions_of
from safespaces.store.verifications import standing_checks
from safespaces.venues.gazetteer import Gazetteer
from safespaces.venues.pin import Found, is_outside
from safespaces.venues.venue import Venue

Judging = Callable[[Session], Judge]
_POSTCODES_KEPT = 10_000
_POSTCODE_M = 100  # typically the door is within so much of the middle


def judging(gazetteer: Gazetteer, today: date, *, lists_unchecked: bool = False) -> Judging:
    """The judge of a file, for whatever session it is asked in."""

    def judge(session: Session) -> Judge:
        checked = {
            venue_id
            for venue_id, last in standing_checks(session).items()
            if last.last_day >= today
        }
        point_of = postcode_finder(session)

        @lru_cache(maxsize=_POSTCODES_KEPT)
        def find(postcode: str) -> Found | None:
            try:
                known = point_of(parse_postcode(postcode))
            except BadPostcode:
                return None
            return Found(known, postcode, _POSTCODE_M) if known else None

        return Judge(
            today,
            lambda pin: is_outside(pin, gazetteer),
            find,
            frozenset(checked - venues_with_failed_visit(session)),
            lambda venue: _last_step(session, venue),
            lists_unchecked,
        )

    return judge


def of_the_service_itself(today: date) -> Judging:
    """The judge of the demonstration data that the service ships with: it is listed without a
    check, and said to be demonstration.
    """
    return lambda _: Judge(today, lambda _: False, lambda _: None, lists_unchecked=True)


def _last_step(session: Session, venue: Venue) -> str:
    """Who gave a venue its present status, when and why."""
    step = None
    for version in versions_of(session, venue.id):
        if step is None or version.venue.status is not step.venue.status:
            step = version
    return f"{step.author}, {padded_date(step.at.date())}: {step.reason}" if step else ""
