"""Are mail and jobs in order? What an operator is told by /readyz, `doctor` and the overview."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from safespaces.language import gettext as _
from safespaces.language import ngettext
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
            found.append(
                _("No worker has run yet. Run: safespaces work (safespaces run starts one)")
            )
        elif at - last > SILENT_AFTER:
            found.append(_("No worker has run since %(at)s. Run: safespaces work", at=_text(last)))
        found += [
            _("The step “%(name)s” failed: %(why)s", name=each.name, why=each.trouble)
            for each in self.steps
            if each.trouble
        ]
        due_since = self.outbox.due_since
        if due_since and at - due_since > LATE_AFTER:
            why = f": {self.outbox.trouble}" if self.outbox.trouble else ""
            found.append(
                ngettext(
                    "%(count)s mail waits, the oldest since %(at)s",
                    "%(count)s mails wait, the oldest since %(at)s",
                    self.outbox.waiting,
                    count=self.outbox.waiting,
                    at=_text(due_since),
                )
                + why
            )
        if self.outbox.given_up:
            found.append(
                ngettext(
                    "%(count)s mail of this week was given up: %(why)s",
                    "%(count)s mails of this week were given up: %(why)s",
                    self.outbox.given_up,
                    count=self.outbox.given_up,
                    why=self.outbox.trouble,
                )
            )
        return found


def job_health(session: Session, at: datetime) -> JobHealth:
    """How it is now."""
    return JobHealth(tuple(job_steps(session)), outbox_state(session, at))


def _text(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
