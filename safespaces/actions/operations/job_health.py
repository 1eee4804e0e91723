"""Are mail and jobs in order? What an operator is told by /readyz, `doctor` and the overview."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from safespaces.store.job_steps import JobStep, job_steps
from safespaces.store.outbox import OutboxState, outbox_state

SILENT_AFTER = timedelta(minutes=5)  # a worker makes a round each minute
LATE_AFTER = timedelta(minutes=20)  # some tries at a mail server that is down for a moment


@dataclass(frozen=True, slots=True)
class JobHealth:
    """Steps as they went last, and the outbox."""

    steps: tuple[JobStep, ...]
    outbox: OutboxState

    def troubles(self, at: datetime) -> list[str]:
        """What is wrong, each in a sentence; nothing where all is in order."""
        last = max((step.tried_at for step in self.steps), default=None)
        found = []
        if last is None:
            found.append("No worker has run yet. Run: safespaces work (safespaces run starts one)")
        elif at - last > SILENT_AFTER:
            found.append(f"No worker has run since {_text(last)}. Run: safespaces work")
        found += [
            f"The step “{each.name}” failed: {each.trouble}" for each in self.steps if each.trouble
        ]
        due_since = self.outbox.due_since
        if due_since and at - due_since > LATE_AFTER:
            why = f": {self.outbox.trouble}" if self.outbox.trouble else ""
            found.append(
                f"{self.outbox.waiting} mails wait, the oldest since {_text(due_since)}{why}"
            )
        if self.outbox.given_up:
            found.append(
                f"{self.outbox.given_up} mails of this week were given up: {self.outbox.trouble}"
            )
        return found


def job_health(session: Session, at: datetime) -> JobHealth:
    """How it is now."""
    return JobHealth(tuple(job_steps(session)), outbox_state(session, at))


def _text(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
