"""Empty the outbox: each message is claimed, then tried once; what does not go is put off, longer
each time.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from safespaces.actions.operations.log_lines import fault_fields
from safespaces.errors import OutsideServiceError, Undeliverable
from safespaces.language import gettext as _
from safespaces.messages.transports import Send
from safespaces.people.message import Message, Priority
from safespaces.people.sign_in_rules import LINK_LASTS
from safespaces.store.database import Database
from safespaces.store.outbox import (
    Waiting,
    claim,
    due_messages,
    due_with,
    note_sent,
    note_trouble,
)

_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=6)
_MOST_TRIES = 20  # about three days: a mail server may be down from Friday night to Monday morning
_MOST_FAULTS = 3  # of ours with one message, which does not mend itself
_MOST_TOLD = 20  # things in one mail

_log = logging.getLogger("safespaces.messages")


@dataclass(frozen=True, slots=True)
class DeliveryCounts:
    """How many messages went, were put off, and were given up."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0


def send_messages(
    database: Database, send: Send, *, at: datetime, least: Priority = Priority.USUAL
) -> DeliveryCounts:
    """Try every message that is due, of the priority `least` or a higher one.

    A message is never sent twice by this: one that may have gone is not tried again at once.
    Whatever happens to one of them, the others are tried.
    """
    with database.reading() as session:
        waiting = due_messages(session, at, least=least)
    outcomes: list[str] = []
    for each in waiting:
        outcomes += _try(database, send, each, at)
    return DeliveryCounts(
        outcomes.count("sent"), outcomes.count("put off"), outcomes.count("given up")
    )


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many tries: 1 minute, 2, 4 ... 6 hours."""
    return min(_FIRST_WAIT * int(2 ** max(tries - 1, 0)), _LONGEST_WAIT)


def _try(database: Database, send: Send, first: Waiting, at: datetime) -> list[str]:
    """What came of a message and of those that go with it; nothing where another took it."""
    with database.writing() as session:
        if not claim(session, first, at + wait_after(first.tries + 1)):
            return []
        others = due_with(session, first, at)[1:]
        claimed = [first] + [
            each for each in others if claim(session, each, at + wait_after(each.tries + 1))
        ]
    trouble, most_tries = "", _MOST_TRIES
    try:
        if first.message.priority is Priority.SIGN_IN and at - first.made_at >= LINK_LASTS:
            raise Undeliverable("Its link is over.")
        send(bundled([each.message for each in claimed]))
    except Undeliverable as error:
        trouble, most_tries = str(error), 0
    except OutsideServiceError as error:
        trouble = str(error)
    except Exception as error:  # a fault of ours with this one; the next may be sound
        _log.error("message not sent", extra=fault_fields(error))
        trouble, most_tries = f"It could not be sent ({type(error).__name__}).", _MOST_FAULTS
    with database.writing() as session:
        return [_note(session, each, trouble, most_tries, at) for each in claimed]


def _note(session: Session, waiting: Waiting, trouble: str, most_tries: int, at: datetime) -> str:
    if not trouble:
        note_sent(session, waiting.number, at)
        return "sent"
    give_up = waiting.tries + 1 >= most_tries
    note_trouble(session, waiting.number, trouble, give_up)
    return "given up" if give_up else "put off"


def bundled(messages: list[Message]) -> Message:
    """Messages to one person as one mail; a single one is itself."""
    first = messages[0]
    if len(messages) == 1:
        return first
    told = [f"{number}. {each.subject}\n{each.body}" for number, each in enumerate(messages, 1)]
    left = len(messages) - _MOST_TOLD
    more = [_("And %(count)s more of the kind: sign in to see them.\n", count=left)]
    return Message(
        first.recipient,
        _("%(count)s things: %(first)s", count=len(messages), first=first.subject)[:200],
        "\n".join(told[:_MOST_TOLD] + (more if left > 0 else [])),
        any(each.is_secret for each in messages),
        priority=first.priority,
        bundle=first.bundle,
    )
