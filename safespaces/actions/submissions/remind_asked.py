"""Partners who were asked something and have not answered are reminded."""

from datetime import datetime, timedelta

from safespaces.actions.submissions.partner_messages import addresses_of
from safespaces.language import gettext as _
from safespaces.people.message import Message
from safespaces.store.database import Database
from safespaces.store.outbox import put_in_outbox
from safespaces.store.submissions import remarks_of, submissions_asked

REMINDED_AFTER = (timedelta(days=7), timedelta(days=21))


def remind_asked(database: Database, *, at: datetime, site: str) -> int:
    """Write to each at most twice about one question; returns how many mails there are."""
    written = 0
    with database.writing() as session:
        for form, name in submissions_asked(session):
            due = [after for after in REMINDED_AFTER if at - form.changed_at >= after]
            if not due:
                continue
            questions = [each.words for each in remarks_of(session, form.id) if each.words]
            body = _(
                "The council has asked something about %(name)s and waits for your"
                " answer:\n\n%(question)s\n\nAnswer here: %(link)s\n",
                name=name,
                question=questions[-1] if questions else "-",
                link=f"{site}/partner/sent/{form.id}",
            )
            for address in addresses_of(session, form):
                once = f"asked {form.id} {form.version} {due[-1].days} {address}"[:100]
                subject = _("The council waits for your answer: %(name)s", name=name)
                message = Message(address, subject[:200], body, once=once)
                written += put_in_outbox(session, message, at)
    return written
