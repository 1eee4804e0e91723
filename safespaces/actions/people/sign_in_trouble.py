"""What went wrong with somebody's signing in is kept, and told to them: it may have been another
(OWASP ASVS 5.0, 16.3.1 and 6.3.5).
"""

from datetime import datetime

from sqlalchemy.orm import Session

from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.people.message import Message
from safespaces.people.person import Person
from safespaces.store.audit import AuditLine, note
from safespaces.store.outbox import put_in_outbox

_TOLD = {
    "link refused": marked("Somebody opened a link to sign in that was used already, or over."),
    "wrong code": marked("Somebody typed a wrong code for your second step of signing in."),
}
_BUNDLE = "sign-in trouble"


def tell_of_trouble(session: Session, person: Person, what: str, at: datetime) -> None:
    """Note it in the audit log and write to the person; `what` is a key of what is told. Many in a
    row are one mail.
    """
    note(session, AuditLine(at, person.email, what, person.id))
    body = _(
        "%(what)s If it was you, you need to do nothing. If not: nobody got in by it. Tell the"
        " council if it happens again.\n",
        what=_(_TOLD[what]),
    )
    subject = _("Somebody could not sign in with your address")
    put_in_outbox(session, Message(person.email, subject, body, bundle=_BUNDLE), at)
