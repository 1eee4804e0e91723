"""What has to happen by itself, done by whoever runs `safespaces tick`: one at a time, and public
data is right even if nobody does.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from safespaces.actions.operations.remind_special_days import remind_of_special_days
from safespaces.actions.operations.send_messages import DeliveryCounts, send_messages
from safespaces.actions.people.partner_people import INVITES_LAST
from safespaces.actions.people.saved_posts import FORMS_KEPT
from safespaces.actions.register.find_duplicates import find_duplicates
from safespaces.actions.register.verifying import expire
from safespaces.actions.submissions.joining import DRAFTS_KEPT
from safespaces.errors import SafeSpacesError
from safespaces.messages.transports import Send
from safespaces.people.sign_in_rules import LINK_WINDOW
from safespaces.settings import Settings
from safespaces.store.database import Database
from safespaces.store.import_jobs import forget_jobs
from safespaces.store.locks import let_go, take_lock
from safespaces.store.parked import forget_parked
from safespaces.store.partners import forget_invites
from safespaces.store.records import forget_confirm_links
from safespaces.store.sign_in import forget_old
from safespaces.store.submissions import forget_drafts
from safespaces.store.uploads import forget_uploads
from safespaces.venues.venue import Venue

T = TypeVar("T")

_NAME = "tick"
_UPLOADS_KEPT = timedelta(days=7)
_LONGEST = timedelta(minutes=5)  # after that the holder counts as dead


@dataclass(frozen=True, slots=True)
class Ticked:
    """What was done; `is_busy` when another process was at it."""

    is_busy: bool = False
    messages: DeliveryCounts = field(default_factory=DeliveryCounts)
    paused: tuple[Venue, ...] = ()
    troubles: tuple[str, ...] = ()  # of steps that failed, while the others were done


def tick(database: Database, send: Send, settings: Settings, *, at: datetime) -> Ticked:
    """Take what has run out off the list, remind, send what is due, forget what is over."""
    with database.writing() as session:
        if not take_lock(session, _NAME, at, at + _LONGEST):
            return Ticked(is_busy=True)
    today, troubles = at.astimezone(settings.zone).date(), []

    def tried(step: Callable[[], T], otherwise: T) -> T:
        """One step that fails leaves the others to be done: a mail must not wait for a form to be
        forgotten.
        """
        try:
            return step()
        except SafeSpacesError as error:
            troubles.append(str(error))
            return otherwise

    try:
        nobody: list[Venue] = []
        paused = tried(
            lambda: expire(
                database, at=at, today=today, grace_days=settings.grace_days, site=settings.address
            ),
            nobody,
        )
        tried(
            lambda: remind_of_special_days(database, at=at, today=today, site=settings.address), 0
        )
        tried(lambda: find_duplicates(database, at=at), 0)
        sent = tried(lambda: send_messages(database, send, at=at), DeliveryCounts())
        tried(lambda: _forget(database, at), None)
        return Ticked(messages=sent, paused=tuple(paused), troubles=tuple(troubles))
    finally:
        with database.writing() as session:
            let_go(session, _NAME)


def _forget(database: Database, at: datetime) -> None:
    with database.writing() as session:
        forget_old(session, at, at - LINK_WINDOW)
        forget_drafts(session, at - DRAFTS_KEPT)
        forget_uploads(session, at - _UPLOADS_KEPT)
        forget_jobs(session, at - _UPLOADS_KEPT)
        forget_parked(session, at - FORMS_KEPT)
        forget_invites(session, at - INVITES_LAST)
        forget_confirm_links(session, at)
