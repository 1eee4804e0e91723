"""One set of hours on special days for many of a partner's places at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from safespaces.actions.submissions.partner_messages import tell_council
from safespaces.actions.submissions.partner_sending import Now, send_values
from safespaces.actions.submissions.partner_work import Actor
from safespaces.errors import BadField
from safespaces.language import gettext as _
from safespaces.moderation.changes import editable_cells, what_differs
from safespaces.moderation.submission import SubmissionState
from safespaces.store.database import Database
from safespaces.store.partners import venue_ids_of
from safespaces.store.submissions import submissions_of_venue
from safespaces.store.venues import venues_with_ids
from safespaces.venues.venue import ListingStatus, Venue
from safespaces.venues.weekly_hours import Sessions, with_dates

_ON_THE_LIST = (ListingStatus.LISTED, ListingStatus.PAUSED, ListingStatus.APPLIED)


@dataclass(frozen=True, slots=True)
class DaysSent:
    """How many places it was sent for, and each that it was not, with why."""

    sent: int
    left: tuple[tuple[str, str], ...]


def places_with_hours(venues: Collection[Venue]) -> list[Venue]:
    """Those of which somebody may say hours."""
    return [each for each in venues if each.status in _ON_THE_LIST]


def send_special_days(
    database: Database,
    actor: Actor,
    ids: Collection[str],
    days: Mapping[date, Sessions],
    *,
    now: Now,
) -> DaysSent:
    """Send these hours for some of a partner's places: fewer hours count at once, more wait for the
    council, as with each change. What waits about a place goes on with them.

    Raises BadField where no day is said or no place is chosen.
    """
    if not days:
        raise BadField("special", _("Write the hours of one day at least, or closed."))
    left, sent = [], 0
    with database.writing() as session:
        own = [each for each in venue_ids_of(session, actor.partner.id) if each in ids]
        if not own:
            raise BadField("venue", _("Tick one place at least."))
        venues = sorted(venues_with_ids(session, own).values(), key=lambda each: each.name)
        for venue in places_with_hours(venues):
            why_not = _send(session, actor, venue, days, now)
            left += [(venue.name, why_not)] if why_not else []
            sent += not why_not
        if sent:
            words = _(
                "Special days of %(count)s places: %(name)s", count=sent, name=actor.partner.name
            )
            tell_council(session, words, f"{now.site}/officer/queue", now.at)
    return DaysSent(sent, tuple(left))


def _send(
    session: Session, actor: Actor, venue: Venue, days: Mapping[date, Sessions], now: Now
) -> str:
    """Why it was not sent for this one; "" where it was."""
    waiting = [each for each in submissions_of_venue(session, venue.id) if each.state.is_open]
    if any(each.state is SubmissionState.ASKED for each in waiting):
        return _("The council asks about it: answer that first.")
    pending = dict(waiting[0].values) if waiting else {}
    cells = {**editable_cells(venue), **pending}
    hours = with_dates(cells["safe_hours"], days) if cells["safe_hours"] else None
    if hours is None:
        return _(
            "Its hours are not known, or written in a way of their own: change them on its page."
        )
    values = what_differs(venue, {**pending, "safe_hours": hours})
    if "safe_hours" not in values:
        return _("It says so already.")
    send_values(session, actor, venue, values, now, _("special days"))
    return ""
