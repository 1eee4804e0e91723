"""What has to happen by itself, done by whoever runs `safespaces tick`: one at a time, and public
data is right even if nobody does.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from safespaces.actions.operations.alarm import STEP as ALARM_STEP
from safespaces.actions.operations.alarm import sound_alarm
from safespaces.actions.operations.clock_trust import look_at_clock
from safespaces.actions.operations.log_lines import fault_fields
from safespaces.actions.operations.remind_special_days import remind_of_special_days
from safespaces.actions.operations.send_messages import DeliveryCounts, send_messages
from safespaces.actions.people.partner_people import INVITES_LAST
from safespaces.actions.people.saved_posts import FORMS_KEPT
from safespaces.actions.register.find_duplicates import find_duplicates
from safespaces.actions.register.neighbours import take_neighbours
from safespaces.actions.register.publish import prove_published
from safespaces.actions.register.running_out import expire
from safespaces.actions.register.telling_of_departures import tell_of_departures
from safespaces.actions.submissions.joining import DRAFTS_KEPT, EMPTY_DRAFTS_KEPT
from safespaces.actions.submissions.remind_asked import remind_asked
from safespaces.errors import SafeSpacesError
from safespaces.messages.transports import Send
from safespaces.people.allowances import LONGEST_WINDOW
from safespaces.settings import Settings
from safespaces.store.assignments import forget_assignments
from safespaces.store.attempts import forget_tries
from safespaces.store.contacts import forget_contacts
from safespaces.store.database import Database
from safespaces.store.import_jobs import forget_jobs
from safespaces.store.job_steps import note_step
from safespaces.store.known_browsers import forget_known_browsers
from safespaces.store.locks import let_go, take_lock
from safespaces.store.outbox import forget_sent
from safespaces.store.parked import forget_parked
from safespaces.store.partners import forget_invites
from safespaces.store.records import forget_confirm_links
from safespaces.store.sign_in import forget_old
from safespaces.store.snapshots import forget_snapshots
from safespaces.store.submissions import forget_drafts
from safespaces.store.uploads import forget_uploads
from safespaces.store.venue_offers import forget_offers
from safespaces.venues.venue import Venue

_NAME = "tick"
_NOTHING = (None, "")
_Outcome = tuple[Any, str]  # what a step gave back, and what went wrong with it
_NO_MORE: Mapping[str, Callable[[], Any]] = {}
_UPLOADS_KEPT = timedelta(days=7)
_MAIL_KEPT = timedelta(days=90)  # what was done stands in the audit log
_ASSIGNMENTS_KEPT = timedelta(days=365)  # longer than anything waits
_CONTACTS_KEPT = timedelta(days=365)  # of places that have left for good
_LONGEST = timedelta(minutes=5)  # after that the holder counts as dead

_log = logging.getLogger("safespaces.jobs")


@dataclass(frozen=True, slots=True)
class Ticked:
    """What was done; `is_busy` when another process was at it."""

    is_busy: bool = False
    messages: DeliveryCounts = field(default_factory=DeliveryCounts)
    paused: tuple[Venue, ...] = ()
    troubles: tuple[str, ...] = ()  # of steps that failed, while the others were done


def tick(
    database: Database,
    send: Send,
    settings: Settings,
    *,
    at: datetime,
    further: Mapping[str, Callable[[], Any]] = _NO_MORE,
    made: datetime | None = None,
) -> Ticked:
    """Take what has run out off the list, remind, send what is due, forget what is over; then the
    `further` steps by name. What goes by the date rests while the clock is in doubt
    (clock_trust.py; `made` is when this copy of the service was made).

    One step that fails, in whatever way, leaves the others to be done: a mail must not wait for a
    form to be forgotten. How each went is kept (store/job_steps.py).
    """
    with database.writing() as session:
        if not take_lock(session, _NAME, at, at + _LONGEST):
            return Ticked(is_busy=True)
    today, site = at.astimezone(settings.zone).date(), settings.address
    grace_days = settings.grace_days
    by_date: dict[str, Callable[[], Any]] = {
        "checks that run out": lambda: expire(
            database, at=at, today=today, grace_days=grace_days, site=site
        ),
        "special days": lambda: remind_of_special_days(database, at=at, today=today, site=site),
        "answers asked for": lambda: remind_asked(database, at=at, site=site),
        "forgetting": lambda: _forget(database, at),
    }
    steps: dict[str, Callable[[], Any]] = {
        "places off the list": lambda: tell_of_departures(database, at=at, site=site),
        "duplicates": lambda: find_duplicates(database, at=at),
        "public list": lambda: prove_published(database, at=at),
        "mail": lambda: send_messages(database, send, at=at),
        "neighbours": lambda: take_neighbours(database, settings, at=at),
        **further,
    }
    try:
        outcomes = {"clock": _tried(lambda: look_at_clock(database, at, made))}
        if not outcomes["clock"][1]:
            outcomes |= {name: _tried(step) for name, step in by_date.items()}
        outcomes |= {name: _tried(step) for name, step in steps.items()}
        _note(database, outcomes, at)
        alarm = {ALARM_STEP: _tried(lambda: sound_alarm(database, settings, at=at))}
        _note(database, alarm, at)
    finally:
        with database.writing() as session:
            let_go(session, _NAME)
    return Ticked(
        messages=outcomes["mail"][0] or DeliveryCounts(),
        paused=tuple(outcomes.get("checks that run out", _NOTHING)[0] or ()),
        troubles=tuple(trouble for _done, trouble in (outcomes | alarm).values() if trouble),
    )


def _note(database: Database, outcomes: Mapping[str, _Outcome], at: datetime) -> None:
    with database.writing() as session:
        for name, (_done, trouble) in outcomes.items():
            note_step(session, name, at, trouble)


def _tried(step: Callable[[], Any]) -> _Outcome:
    """What a step gave back, and what went wrong with it."""
    try:
        return step(), ""
    except SafeSpacesError as error:
        return None, str(error)
    except Exception as error:  # a fault of ours; its text may quote what somebody typed
        _log.error("step failed", extra=fault_fields(error))
        return None, f"It failed ({type(error).__name__})."


def _forget(database: Database, at: datetime) -> None:
    with database.writing() as session:
        forget_old(session, at)
        forget_tries(session, at - LONGEST_WINDOW)
        forget_known_browsers(session, at)
        forget_sent(session, at - _MAIL_KEPT)
        forget_contacts(session, at - _CONTACTS_KEPT)
        forget_assignments(session, at - _ASSIGNMENTS_KEPT)
        forget_drafts(session, at - DRAFTS_KEPT, at - EMPTY_DRAFTS_KEPT)
        forget_uploads(session, at - _UPLOADS_KEPT)
        forget_jobs(session, at - _UPLOADS_KEPT)
        forget_parked(session, at - FORMS_KEPT)
        forget_invites(session, at - INVITES_LAST)
        forget_offers(session, at - INVITES_LAST)
        forget_confirm_links(session, at)
        forget_snapshots(session, at)
