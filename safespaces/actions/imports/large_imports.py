"""Files too large for a page to wait for: read and taken in by a process of its own, while the page
shows how far it is.
"""

import json
import os
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from time import monotonic
from typing import cast

from safespaces.actions.imports.browser_import import (
    COLUMN,
    Choices,
    UploadShown,
    apply_upload,
    look_at_upload,
)
from safespaces.actions.imports.import_judging import Judging
from safespaces.clock import Clock
from safespaces.errors import ImportRefused, NotFound, SafeSpacesError
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.people.tokens import new_id
from safespaces.store.database import Database
from safespaces.store.import_jobs import (
    ImportJob,
    JobState,
    Step,
    add_job,
    apply_of,
    begin_job,
    end_job,
    forget_looks,
    job_with_id,
    newest_job,
    next_job,
    note_progress,
)
from safespaces.store.locks import keep_lock, let_go, take_lock
from safespaces.store.uploads import size_of_upload

LARGE_ROWS = 2_000  # about a second's work
LARGE_BYTES = 400_000
# then the register may have moved on, and the file is read anew
_LOOK_LASTS = timedelta(minutes=10)
_LOCK = "large imports"
_LONGEST = timedelta(minutes=10)  # without a word, and the holder of the lock counts as dead
_MOST_STARTS = 2
_SAY_EVERY_S = 1.0
NOT_KEPT = marked("The plan you have read is not kept any more. Read it again below.")
Start = Callable[[], None]  # begins a worker


def is_large(database: Database, upload_id: str, by: str) -> bool:
    """Whether a file of one's own is one for a process of its own. Raises NotFound."""
    with database.reading() as session:
        size, rows = size_of_upload(session, upload_id, by)
    return size > LARGE_BYTES or rows > LARGE_ROWS


def look_job(
    database: Database, upload_id: str, choices: Choices, *, by: str, at: datetime, start: Start
) -> ImportJob:
    """The job that shows what the file would do; asked for where there is none, or only an old
    one.
    """
    text = _text(choices)
    with database.reading() as session:
        job = newest_job(session, upload_id, by, Step.LOOK, text)
    if job and not (job.is_over and job.at < at - _LOOK_LASTS):
        return job
    with database.writing() as session:
        forget_looks(session, upload_id, only_waiting=True)
    return _ask(database, ImportJob(new_id("j"), upload_id, by, Step.LOOK, text, at), start)


def forget_failed_look(database: Database, upload_id: str) -> None:
    """So that the file can be read once more."""
    with database.writing() as session:
        forget_looks(session, upload_id)


def apply_job(
    database: Database,
    looked: str,
    *,
    leave_out: Collection[int],
    skip_faulty: bool,
    by: str,
    at: datetime,
    start: Start,
) -> ImportJob:
    """Ask for what the job `looked` has shown to be done.

    Raises ImportRefused where that is not kept any more.
    """
    with database.reading() as session:
        look, pressed = (
            job_with_id(session, looked, by),
            apply_of(session, looked, by) if looked else None,
        )
    if pressed:
        return pressed  # a button that was pressed twice
    if look is None or look.state is not JobState.DONE:
        raise ImportRefused(_(NOT_KEPT))
    more = json.dumps(
        {"looked": looked, "leave_out": sorted(leave_out), "skip_faulty": skip_faulty}
    )
    return _ask(
        database,
        ImportJob(new_id("j"), look.upload_id, by, Step.APPLY, look.choices, at, more),
        start,
    )


def refused_apply(
    database: Database, upload_id: str, choices: Choices, by: str, at: datetime
) -> ImportJob | None:
    """The last try to take the file in as it is chosen, where it was refused just now."""
    with database.reading() as session:
        job = newest_job(session, upload_id, by, Step.APPLY, _text(choices))
    return job if job and job.state is JobState.FAILED and job.at > at - _LOOK_LASTS else None


def import_job(database: Database, job_id: str, by: str) -> ImportJob:
    """A job of one's own. Raises NotFound."""
    with database.reading() as session:
        job = job_with_id(session, job_id, by)
    if job is None:
        raise NotFound(
            _("That import is not here any more. Look under Import whether it was done.")
        )
    return job


def choices_of(job: ImportJob) -> dict[str, str]:
    """What was chosen when it was asked for."""
    return dict(json.loads(job.choices))


def left_out_of(job: ImportJob) -> list[str]:
    """The lines that were to be left out, as a form sends them."""
    return [str(line) for line in json.loads(job.more)["leave_out"]]


def shown_by(job: ImportJob) -> UploadShown:
    """What a finished look shows."""
    return cast(UploadShown, json.loads(zlib.decompress(job.result)))


def work_on_large_imports(database: Database, judging: Callable[[], Judging], clock: Clock) -> int:
    """Do what waits, one after the other and one process at a time; returns how many were done."""
    worked = 0
    while True:
        with database.writing() as session:
            if not take_lock(session, _LOCK, clock(), clock() + _LONGEST):
                return worked
        try:
            worked += _work_on_all(database, judging, clock)
        finally:
            with database.writing() as session:
                let_go(session, _LOCK)
        if not are_waiting(database):  # one that was asked for meanwhile has found the lock taken
            return worked


def are_waiting(database: Database) -> bool:
    """Whether there is anything to do."""
    with database.reading() as session:
        return next_job(session) is not None


def start_worker(database_url: str) -> None:
    """A process that does what waits, at a lower priority than the pages; where one is at it
    already it ends at once.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "safespaces", "import-waiting"],
        env={**os.environ, "SAFESPACES_DATABASE": database_url},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    threading.Thread(target=process.wait, daemon=True, name="large import").start()


def _ask(database: Database, job: ImportJob, start: Start) -> ImportJob:
    with database.writing() as session:
        size_of_upload(session, job.upload_id, job.by)  # raises NotFound
        add_job(session, job)
    start()
    return job


def _text(choices: Choices) -> str:
    """In one form: a box beside the columns that is left empty says nothing; a column that is not
    used is said to be so.
    """
    said = {name: value for name, value in choices.items() if value or name.startswith(COLUMN)}
    return json.dumps(dict(sorted(said.items())))


def _work_on_all(database: Database, judging: Callable[[], Judging], clock: Clock) -> int:
    worked = 0
    while True:
        with database.writing() as session:
            job = next_job(session)
            if job is None:
                return worked
            keep_lock(session, _LOCK, clock() + _LONGEST)
            begin_job(session, job.id)
        _work_on(database, job, judging(), clock)
        worked += 1


def _work_on(database: Database, job: ImportJob, judging: Judging, clock: Clock) -> None:
    result, fault = (
        b"",
        (
            _(
                "It could not be finished. Cut the file into smaller ones, and ask your"
                " operator for the log."
            )
        ),
    )
    try:
        if job.starts < _MOST_STARTS:
            result, fault = _look_or_apply(database, job, judging, clock), ""
    except SafeSpacesError as error:
        fault = str(error)
    with database.writing() as session:
        end_job(session, job.id, clock(), result=result, fault=fault)
        if job.step is Step.APPLY:
            forget_looks(session, job.upload_id)


def _look_or_apply(database: Database, job: ImportJob, judging: Judging, clock: Clock) -> bytes:
    choices, progress = choices_of(job), _progress(database, job.id, clock)
    if job.step is Step.LOOK:
        shown = look_at_upload(
            database, job.upload_id, choices, by=job.by, judging=judging, progress=progress
        )
        return zlib.compress(json.dumps(shown).encode())
    more = json.loads(job.more)
    apply_upload(
        database,
        job.upload_id,
        choices,
        leave_out=more["leave_out"],
        skip_faulty=more["skip_faulty"],
        judging=judging,
        seen=_seen(database, more["looked"], job.by),
        by=job.by,
        at=clock(),
        progress=progress,
    )
    return b""


def _seen(database: Database, looked: str, by: str) -> dict[int, int]:
    """The versions that were shown. Raises ImportRefused where they are not kept any more."""
    with database.reading() as session:
        look = job_with_id(session, looked, by)
    if look is None:
        raise ImportRefused(_(NOT_KEPT))
    return {int(line): int(version) for line, version in shown_by(look)["seen"]}


def _progress(database: Database, job_id: str, clock: Clock) -> Callable[[int, int], None]:
    """Tells the page now and then how far it is, and the others that somebody is at work."""
    last = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal last
        if monotonic() - last >= _SAY_EVERY_S:
            last = monotonic()
            with database.writing() as session:
                note_progress(session, job_id, done, total)
                keep_lock(session, _LOCK, clock() + _LONGEST)

    return tell
