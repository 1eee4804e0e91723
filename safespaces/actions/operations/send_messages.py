"""Empty the outbox: each message is claimed, then tried once; what does not go is put off, longer
each time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from safespaces.errors import OutsideServiceError, Undeliverable
from safespaces.messages.transports import Send
from safespaces.store.database import Database
from safespaces.store.outbox import Waiting, claim, due_messages, note_sent, note_trouble

_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=6)
_MOST_TRIES = 20  # about three days: a mail server may be down from Friday night to Monday morning


@dataclass(frozen=True, slots=True)
class DeliveryCounts:
    """How many messages went, were put off, and were given up."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0


def send_messages(database: Database, send: Send, *, at: datetime) -> DeliveryCounts:
    """Try every message that is due.

    A message is never sent twice by this: one that may have gone is not tried again at once.
    """
    with database.reading() as session:
        waiting = due_messages(session, at)
    outcomes = [_try(database, send, each, at) for each in waiting]
    return DeliveryCounts(
        outcomes.count("sent"), outcomes.count("put off"), outcomes.count("given up")
    )


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many tries: 1 minute, 2, 4 ... 6 hours."""
    return min(_FIRST_WAIT * int(2 ** max(tries - 1, 0)), _LONGEST_WAIT)


def _try(database: Database, send: Send, waiting: Waiting, at: datetime) -> str:
    with database.writing() as session:
        if not claim(session, waiting, at + wait_after(waiting.tries + 1)):
            return "taken by another"
    try:
        send(waiting.message)
    except (Undeliverable, OutsideServiceError) as error:
        give_up = isinstance(error, Undeliverable) or waiting.tries + 1 >= _MOST_TRIES
        with database.writing() as session:
            note_trouble(session, waiting.number, str(error), give_up)
        return "given up" if give_up else "put off"
    with database.writing() as session:
        note_sent(session, waiting.number, at)
    return "sent"
