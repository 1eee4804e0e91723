"""Giving what waits in the queue to a colleague of the council."""

from collections.abc import Collection
from datetime import date, datetime

from safespaces.actions.submissions.queue import queue
from safespaces.errors import BadField
from safespaces.language import gettext as _
from safespaces.people.message import Message
from safespaces.store.assignments import assign
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.outbox import put_in_outbox
from safespaces.store.people import council_members

MOST_AT_ONCE = 200


def colleagues_of_the_council(database: Database) -> list[str]:
    """The addresses of all who can be given something."""
    with database.reading() as session:
        return sorted(each.email for each in council_members(session))


def give_items(
    database: Database,
    keys: Collection[str],
    email: str,
    *,
    by: str,
    at: datetime,
    today: date,
    site: str,
) -> int:
    """Make items of the queue a colleague's, who is told; with "" nobody's. How many there were.

    What has left the queue meanwhile is passed over. Raises BadField where nothing is ticked, or
    nobody of the council has that address.
    """
    wanted = set(keys)
    items = [each for each in queue(database, today=today).items if each.key in wanted]
    if not items:
        raise BadField("item", _("Tick one thing at least that is still in the queue."))
    with database.writing() as session:
        if email and email not in {each.email for each in council_members(session)}:
            raise BadField("to", _("Choose somebody of the council."))
        few = items[:MOST_AT_ONCE]
        assign(session, [each.key for each in few], email, by=by, at=at)
        for each in few:
            note(session, AuditLine(at, by, "assigned", each.key[:40], new=email))
        if email and email != by:
            put_in_outbox(session, _letter(email, [each.title for each in few], by, site), at)
    return len(few)


def _letter(email: str, titles: list[str], by: str, site: str) -> Message:
    body = _(
        "%(by)s gave you this in the queue of Safe Spaces:\n\n%(titles)s\n\n%(link)s\n",
        by=by,
        titles="\n".join(titles),
        link=f"{site}/officer/queue?whose=mine",
    )
    return Message(
        email, _("In the queue for you: %(title)s", title=titles[0]), body, bundle="queue"
    )
