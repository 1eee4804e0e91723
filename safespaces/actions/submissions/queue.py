"""The council's one queue: what waits for somebody, oldest first. Reads only."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from safespaces.codes import Labels
from safespaces.dates import padded_date
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.moderation.record import standing_training
from safespaces.moderation.report import WHAT as REPORTED
from safespaces.moderation.verification import standing_check
from safespaces.store import queue as store
from safespaces.store.assignments import assigned
from safespaces.store.database import Database
from safespaces.store.departures import unseen
from safespaces.store.submissions import submissions_asked
from safespaces.store.verifications import verifications_of
from safespaces.venues.words import words_of

SORTS = Labels(
    {
        "new": marked("New places"),
        "change": marked("Changes"),
        "report": marked("Reports"),
        "off_list": marked("Off the list"),
        "running_out": marked("Checks running out"),
        "training": marked("Training running out"),
        "mend": marked("To be mended"),
        "no_point": marked("No point"),
        "duplicate": marked("Likely duplicates"),
        "nobody": marked("Nobody acts for it"),
        "asked": marked("Waiting for an answer"),
    }
)
_RUNNING_OUT_DAYS = 30  # the first reminder


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One thing to do: what it is, whose, since when, and `ids` of what is to be looked at: a
    submission, a venue, or two venues.
    """

    kind: str  # a key of SORTS
    title: str
    detail: str
    since: datetime
    ids: tuple[str, ...]
    whose: str = ""  # the address of whoever of the council does it

    @property
    def key(self) -> str:
        """What it is known by from one look to the next; "" for what cannot be told apart."""
        return " ".join((self.kind, *self.ids)) if self.ids else ""


@dataclass(frozen=True, slots=True)
class Queue:
    """Items that fit what was asked for, and how many there are of each kind in all."""

    items: tuple[QueueItem, ...]
    counts: dict[str, int]


def queue(
    database: Database, *, today: date, kind: str = "", words: str = "", whose: str | None = None
) -> Queue:
    """What waits: all of it, or one kind, or what holds the beginnings of some words, or what is
    somebody's (an address; "" for nobody's).
    """
    typed = words_of(words)
    with database.reading() as session:
        theirs = assigned(session)
        everything = sorted(
            (replace(each, whose=theirs.get(each.key, "")) for each in _everything(session, today)),
            key=lambda each: (each.since, each.kind, each.ids),
        )
    counted = Counter(each.kind for each in everything)
    found = (
        each
        for each in everything
        if (kind not in SORTS or each.kind == kind)
        and (whose is None or each.whose == whose)
        and _holds(each, typed)
    )
    return Queue(tuple(found), {each: counted[each] for each in SORTS})


def _holds(item: QueueItem, typed: tuple[str, ...]) -> bool:
    return not typed or all(
        any(its.startswith(word) for its in words_of(f"{item.title} {item.detail}"))
        for word in typed
    )


def _trainings(session: Session, today: date) -> Iterator[QueueItem]:
    """Listed places where nobody is trained, or soon nobody will be."""
    soon = today + timedelta(days=_RUNNING_OUT_DAYS)
    for venue_id, name, training in store.last_trainings(session):
        last_day = standing_training(training, None)
        if last_day and last_day <= soon:  # few: a check may stand in for it
            check = standing_check(verifications_of(session, venue_id))
            last_day = standing_training(training, check)
        if last_day is None or last_day > soon:
            continue
        detail = (
            _("it counts to %(last_day)s", last_day=padded_date(last_day))
            if training.trained
            else _("nobody is trained since %(last_day)s", last_day=padded_date(last_day))
        )
        began = datetime.combine(last_day - timedelta(days=_RUNNING_OUT_DAYS), time(), UTC)
        yield QueueItem("training", name, detail, began, (venue_id,))


def _departures(session: Session, today: date) -> Iterator[QueueItem]:
    """Places that went off the list, until somebody has looked; and those of nobody's."""
    for gone in unseen(session, datetime.combine(today, time(), UTC)):
        if store.is_known(session, gone.venue_id):
            yield QueueItem("off_list", gone.name, gone.reason, gone.at, (gone.venue_id,))
    for venue_id, name, since in store.of_nobody(session):
        words = _("its partner has nobody left who signs in")
        yield QueueItem("nobody", name, words, since, (venue_id,))
    for form, name in submissions_asked(session):
        yield QueueItem("asked", name, _("the partner was asked"), form.changed_at, (form.id,))


def _everything(session: Session, today: date) -> Iterator[QueueItem]:
    for sent_id, name, since, is_new in store.waiting_submissions(session):
        yield QueueItem(
            "new" if is_new else "change",
            name,
            _("wants to join") if is_new else _("wants to change"),
            since,
            (sent_id,),
        )
    for _id, name, since, what in store.waiting_reports(session):
        yield QueueItem("report", name, REPORTED[what], since, ())
    for venue_id, name, last_day in store.running_out(
        session, today + timedelta(days=_RUNNING_OUT_DAYS)
    ):
        began = datetime.combine(last_day - timedelta(days=_RUNNING_OUT_DAYS), time(), UTC)
        yield QueueItem(
            "running_out",
            name,
            _("its check counts to %(last_day)s", last_day=padded_date(last_day)),
            began,
            (venue_id,),
        )
    yield from _trainings(session, today)
    yield from _departures(session, today)
    for venue_id, name, on, until in store.to_be_mended(session):
        detail = (
            _("no day is set")
            if not until
            else _("by %(until)s, which is over", until=padded_date(until))
            if until < today
            else _("by %(until)s", until=padded_date(until))
        )
        yield QueueItem("mend", name, detail, datetime.combine(on, time(), UTC), (venue_id,))
    for venue_id, name, since in store.without_point(session):
        yield QueueItem("no_point", name, _("nobody can be sent there"), since, (venue_id,))
    for first, second, name, other, why, since in store.waiting_duplicates(session):
        yield QueueItem(
            "duplicate",
            _("%(name)s and %(other)s", name=name, other=other),
            why,
            since,
            (first, second),
        )
