"""Large files waiting to be read or taken in, in the order they were asked for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Integer, LargeBinary, String, Text, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.codes import stored
from safespaces.store.rows import Base, UtcDateTime


class ImportJobRow(Base):
    """A large file to be read or taken in by a process of its own; `choices`, `more` and the
    unpacked `result` are JSON.
    """

    __tablename__ = "import_jobs"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    upload_id: Mapped[str] = mapped_column(String(40), index=True)
    by: Mapped[str] = mapped_column(String(254))
    step: Mapped[str] = mapped_column(String(10))
    choices: Mapped[str] = mapped_column(Text)
    more: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10), index=True)
    starts: Mapped[int] = mapped_column(Integer)
    done: Mapped[int] = mapped_column(Integer)
    total: Mapped[int] = mapped_column(Integer)
    fault: Mapped[str] = mapped_column(Text)
    result: Mapped[bytes] = mapped_column(LargeBinary)


_COLUMNS = (
    "id",
    "upload_id",
    "by",
    "choices",
    "more",
    "at",
    "starts",
    "done",
    "total",
    "fault",
    "result",
)


class Step(StrEnum):
    """What is to be done with the file: show what it would do, or do it."""

    LOOK = "look"
    APPLY = "apply"


class JobState(StrEnum):
    """Where a job stands. One that was begun and whose process died is begun again."""

    WAITING = "waiting"
    BEGUN = "begun"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ImportJob:
    """One thing to do with one file; `choices`, `more` and `result` are the caller's, as texts and
    bytes.
    """

    id: str
    upload_id: str
    by: str
    step: Step
    choices: str
    at: datetime
    more: str = ""
    state: JobState = JobState.WAITING
    starts: int = 0  # how often a process has begun it
    done: int = 0  # rows
    total: int = 0
    fault: str = ""
    result: bytes = b""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (JobState.DONE, JobState.FAILED)


def add_job(session: Session, job: ImportJob) -> None:
    """Keep a request for a large import to be looked at or done."""
    session.add(
        ImportJobRow(
            step=job.step.value,
            state=job.state.value,
            **{name: getattr(job, name) for name in _COLUMNS},
        )
    )
    session.flush()


def job_with_id(session: Session, job_id: str, by: str) -> ImportJob | None:
    """A job of somebody's own; None where it is forgotten, or another's."""
    row = session.get(ImportJobRow, job_id)
    return _to_job(row) if row and row.by == by else None


def newest_job(
    session: Session, upload_id: str, by: str, step: Step, choices: str
) -> ImportJob | None:
    """The last that was asked for with these choices."""
    mine = ImportJobRow.upload_id == upload_id, ImportJobRow.by == by
    query = select(ImportJobRow).where(
        *mine, ImportJobRow.step == step.value, ImportJobRow.choices == choices
    )
    row = session.scalars(query.order_by(ImportJobRow.at.desc(), ImportJobRow.id).limit(1)).first()
    return _to_job(row) if row else None


def next_job(session: Session) -> ImportJob | None:
    """The one that has waited longest, or was left by a process that died; only who holds the lock
    may ask.
    """
    open_states = (JobState.WAITING.value, JobState.BEGUN.value)
    query = (
        select(ImportJobRow)
        .where(ImportJobRow.state.in_(open_states))
        .order_by(ImportJobRow.at, ImportJobRow.id)
        .limit(1)
    )
    row = session.scalars(query).first()
    return _to_job(row) if row else None


def begin_job(session: Session, job_id: str) -> None:
    """Note that a process is at it."""
    _put(session, job_id, state=JobState.BEGUN.value, starts=ImportJobRow.starts + 1)


def note_progress(session: Session, job_id: str, done: int, total: int) -> None:
    """Note how many rows of how many are done."""
    _put(session, job_id, done=done, total=total)


def end_job(
    session: Session, job_id: str, at: datetime, *, result: bytes = b"", fault: str = ""
) -> None:
    """Note how and when it ended: failed where there is a fault.

    What another process has ended stays so.
    """
    is_open = ImportJobRow.id == job_id, ImportJobRow.state == JobState.BEGUN.value
    state = (JobState.FAILED if fault else JobState.DONE).value
    session.execute(
        update(ImportJobRow).where(*is_open).values(state=state, result=result, fault=fault, at=at)
    )


def apply_of(session: Session, looked: str, by: str) -> ImportJob | None:
    """The job that does, or has done, what a look has shown; None where nobody asked, or where it
    was refused.
    """
    query = select(ImportJobRow).where(
        ImportJobRow.step == Step.APPLY.value,
        ImportJobRow.by == by,
        ImportJobRow.more.contains(looked),
    )
    row = session.scalars(query.where(ImportJobRow.state != JobState.FAILED.value).limit(1)).first()
    return _to_job(row) if row else None


def forget_looks(session: Session, upload_id: str, *, only_waiting: bool = False) -> None:
    """Let go of what was shown of a file, because the register has moved on; or of what is still to
    be shown, because it is chosen anew.
    """
    its = ImportJobRow.upload_id == upload_id, ImportJobRow.step == Step.LOOK.value
    waiting = (ImportJobRow.state == JobState.WAITING.value,) if only_waiting else ()
    session.execute(delete(ImportJobRow).where(*its, *waiting))


def forget_jobs(session: Session, before: datetime) -> None:
    """Let go of old ones."""
    session.execute(delete(ImportJobRow).where(ImportJobRow.at < before))


def _put(session: Session, job_id: str, **values: object) -> None:
    session.execute(update(ImportJobRow).where(ImportJobRow.id == job_id).values(**values))


def _to_job(row: ImportJobRow) -> ImportJob:
    return ImportJob(
        step=stored(Step, row.step),
        state=stored(JobState, row.state),
        **{name: getattr(row, name) for name in _COLUMNS},
    )
