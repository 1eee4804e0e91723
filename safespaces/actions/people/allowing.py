"""Counting what strangers cause, in the database, so on all nodes together."""

from datetime import datetime
from ipaddress import ip_network

from sqlalchemy.orm import Session

from safespaces.errors import TooManyTries
from safespaces.people.allowances import (
    FORM_MAILS,
    FORM_MAILS_AT_MOST,
    MAILS_BY_A_NETWORK,
    MAILS_TO_A_MAILBOX,
    MAILS_TO_A_MAILBOX_A_DAY,
    Allowance,
)
from safespaces.people.email_address import mailbox_of
from safespaces.people.tokens import digest_of
from safespaces.store.attempts import note_try, tries_since

_A_CUSTOMER = 48  # bits of an IPv6 address: the most that one customer is usually given

# what is counted: an allowance, and of whom or what ("" for all together)
Counted = tuple[Allowance, str]


def is_used_up(session: Session, counted: Counted, at: datetime) -> bool:
    """Whether an allowance is used up."""
    allowance, _key = counted
    return tries_since(session, _subject(counted), at - allowance.window) >= allowance.most


def note_all(session: Session, counted: list[Counted], at: datetime) -> None:
    """Count one more of each, used up or not."""
    for each in counted:
        note_try(session, _subject(each), at)


def count(session: Session, counted: list[Counted], at: datetime, *, too_many: str) -> None:
    """Count one more of each. Raises TooManyTries with `too_many` where one is used up."""
    if any(is_used_up(session, each, at) for each in counted):
        raise TooManyTries(too_many)
    note_all(session, counted, at)


def by_network(allowance: Allowance, network: str | None) -> list[Counted]:
    """What a network causes, and the customer that has many IPv6 lines; None, where the service
    itself does, is not counted.
    """
    if network is None:
        return []
    found: list[Counted] = [(allowance, network)]
    if ":" in network:
        wide = Allowance(f"{allowance.name}, wide", allowance.most * 4, allowance.window)
        found.append((wide, str(ip_network(network).supernet(new_prefix=_A_CUSTOMER))))
    return found


def to_mailbox(address: str) -> list[Counted]:
    """What is counted of a mail to an address."""
    mailbox = mailbox_of(address)
    return [(MAILS_TO_A_MAILBOX, mailbox), (MAILS_TO_A_MAILBOX_A_DAY, mailbox)]


def count_form_mail(
    session: Session, address: str, network: str | None, at: datetime, *, too_many: str
) -> None:
    """Count a mail about a form, to an address that anybody may have typed. Raises TooManyTries."""
    theirs = by_network(MAILS_BY_A_NETWORK, network)
    by_all: Counted = (FORM_MAILS, "")
    is_first = all(tries_of(session, each, at - each[0].window) == 0 for each in theirs)
    if is_first and is_used_up(session, by_all, at):  # a flood by others keeps nobody out
        by_all = (FORM_MAILS_AT_MOST, "")
    count(session, [*to_mailbox(address), *theirs, by_all], at, too_many=too_many)


def tries_of(session: Session, counted: Counted, since: datetime) -> int:
    """How many were counted after that."""
    return tries_since(session, _subject(counted), since)


def _subject(counted: Counted) -> str:
    allowance, key = counted
    return digest_of(f"{allowance.name} {key}")
