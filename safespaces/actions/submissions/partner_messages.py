"""Telling a partner's people and the council what was done."""

from datetime import datetime

from sqlalchemy.orm import Session

from safespaces.language import gettext as _
from safespaces.moderation.submission import Submission
from safespaces.people.message import Message
from safespaces.store.outbox import put_in_outbox
from safespaces.store.partners import partner_of_venue, people_of
from safespaces.store.people import council_members

COUNCIL = "council"  # a bundle: what strangers and partners do is told in one mail
_PARTNER = "partner"


def tell_partner(
    session: Session, submission: Submission, subject: str, body: str, at: datetime
) -> None:
    """Write to everybody who acts for the partner; to the contact where nobody does any more."""
    for address in addresses_of(session, submission):
        put_in_outbox(session, Message(address, subject[:200], body), at)


def addresses_of(session: Session, submission: Submission) -> list[str]:
    """Of everybody who acts for the partner; of the contact where nobody does any more."""
    people = [
        person.email for person in people_of(session, submission.partner_id) if person.is_active
    ]
    return people or list(filter(None, [submission.contact.email]))


def tell_partner_of(
    session: Session, venue_id: str, subject: str, body: str, at: datetime, is_secret: bool = False
) -> None:
    """Write to everybody who acts for the partner whose a venue is; to nobody for a venue of no
    partner's.
    """
    partner = partner_of_venue(session, venue_id)
    for person in people_of(session, partner.id) if partner else ():
        if person.is_active:
            put_in_outbox(
                session,
                Message(
                    person.email,
                    subject[:200],
                    body,
                    is_secret=is_secret,
                    bundle="" if is_secret else _PARTNER,
                ),
                at,
            )


def tell_council(session: Session, subject: str, link: str, at: datetime) -> None:
    """Write to whoever of the council may sign in; what it is about stands behind the sign-in."""
    for person in council_members(session):
        put_in_outbox(
            session,
            Message(
                person.email,
                subject[:200],
                _("%(subject)s.\n\nSee %(link)s\n", subject=subject, link=link),
                bundle=COUNCIL,
            ),
            at,
        )
