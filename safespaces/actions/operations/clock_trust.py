"""Is the clock right? A machine that wakes up years ahead would take every place off the list whose
check has run out by then, and forget what is still needed. So rules by date rest after a jump until
a person says that the time is right.
"""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

import safespaces
from safespaces.dates import moment_text
from safespaces.errors import StoreError
from safespaces.language import gettext as _
from safespaces.people.message import Message
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.job_clock import JobClock, job_clock, set_job_clock
from safespaces.store.outbox import put_in_outbox
from safespaces.store.people import council_members

_JUMP = timedelta(days=1)  # between two runs; a worker makes one each minute
_LASTS = timedelta(days=5 * 365)  # longer after its making nobody should run this version


def made_at() -> datetime:
    """When this copy of the service was put where it is: no right clock is before that."""
    return datetime.fromtimestamp(Path(safespaces.__file__).stat().st_mtime).astimezone()


def is_clock_trusted(session: Session, at: datetime, made: datetime | None = None) -> bool:
    """Whether a run at `at` may go by its date; what it finds is kept. `made`: when the service was
    made, None where that is not looked at.
    """
    before = job_clock(session)
    is_possible = made is None or made - _JUMP <= at <= made + _LASTS
    is_near = before is None or abs(at - before.trusted_at) <= _JUMP
    if is_possible and is_near:
        set_job_clock(session, JobClock(at, None))
        return True
    last = before.trusted_at if before else made or at
    set_job_clock(session, JobClock(last, at))
    return False


def look_at_clock(database: Database, at: datetime, made: datetime | None = None) -> None:
    """Raises StoreError where the time of a run is in doubt; the council is told once."""
    with database.writing() as session:
        if is_clock_trusted(session, at, made):
            return
        clock = job_clock(session)
        assert clock is not None
        trouble = _trouble(clock)
        for person in council_members(session):
            once = f"clock {clock.trusted_at:%Y-%m-%d %H} {person.id}"[:100]
            subject = _("The clock of the service may be wrong")
            body = _("%(trouble)s\n\nTell whoever runs the service.\n", trouble=trouble)
            put_in_outbox(session, Message(person.email, subject, body, once=once), at)
    raise StoreError(trouble)


def _trouble(clock: JobClock) -> str:
    assert clock.doubted_at is not None
    return (
        f"The clock says {_text(clock.doubted_at)}, the last run was at {_text(clock.trusted_at)}."
        " Rules by date rest. If the clock is right: safespaces clock confirm"
    )


def confirm_clock(database: Database, *, by: str, at: datetime) -> None:
    """A person says that the time is right now."""
    with database.writing() as session:
        before = job_clock(session)
        set_job_clock(session, JobClock(at, None))
        old = _text(before.trusted_at) if before else ""
        note(session, AuditLine(at, by, "clock confirmed", "clock", old=old, new=_text(at)))


def _text(at: datetime) -> str:
    return f"{moment_text(at)} UTC"
