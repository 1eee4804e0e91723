"""Signing in without a password: a one-time link by e-mail, a session, a second factor for the
council's people.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from sqlalchemy.orm import Session

from safespaces.actions.people.allowing import (
    Counted,
    by_network,
    count,
    is_used_up,
    note_all,
    tries_of,
)
from safespaces.actions.people.sign_in_trouble import tell_of_trouble
from safespaces.errors import BadInput, TooManyTries
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.people.allowances import (
    LINKS_TO_A_BROWSER,
    LINKS_TO_AN_ADDRESS,
    LINKS_TO_AN_ADDRESS_A_DAY,
    LINKS_TO_NOBODY,
    MAILS_BY_A_NETWORK,
    REFUSALS_OF_A_LINK,
)
from safespaces.people.email_address import clean_email
from safespaces.people.message import Message, Priority
from safespaces.people.person import Person
from safespaces.people.sign_in_rules import LINK_LASTS, is_idle, session_ends
from safespaces.people.tokens import digest_of, new_id, new_token
from safespaces.roles import Role
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.known_browsers import (
    add_known_browser,
    forget_known_browser,
    is_known_browser,
)
from safespaces.store.outbox import put_in_outbox, put_sham_in_outbox
from safespaces.store.people import person_with_email, person_with_id
from safespaces.store.sign_in import (
    KeptSession,
    add_link,
    add_session,
    end_session,
    link_owner,
    session_with,
    set_role,
    spent_link_owner,
    touch_session,
    use_link,
)

_TOUCH_EVERY = timedelta(minutes=1)  # a session that is in use writes no oftener
_OVER = marked("This link has been used, or is older than 10 minutes. Ask for a new one.")
_SOON_AGAIN = marked(
    "A link was sent to that address within the last ten minutes, and many were asked for before."
    " Look for the mail, also among unwanted ones, or try again in ten minutes."
)


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks: a person and their session.

    `is_full` once a second factor, where the role needs one, was given.
    """

    person: Person
    session_id: str
    is_full: bool
    factor_at: datetime | None = None  # when the second factor was given last


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session, the secret for its cookie, and one by which the browser is known from now
    on.
    """

    who: Who
    cookie: str
    ends_at: datetime
    browser: str


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for a link: their network (None: the service itself), and the secret of a browser
    that somebody has signed in with before ("" for none).
    """

    network: str | None = None
    browser: str = ""


_ITSELF = Asker()


def ask_for_link(
    database: Database,
    *,
    email: str,
    at: datetime,
    site: str,
    then: str = "",
    asker: Asker = _ITSELF,
) -> None:
    """Send a link to an address if somebody may sign in with it, leading on to the path `then`.

    The same is said, and as much is written, either way.

    Raises BadInput for what is no address, and TooManyTries, counted in the database, so on all
    nodes together.
    """
    address = clean_email(email)
    with database.writing() as session:
        person = person_with_email(session, address)
        _count(session, address, person, asker, at)
        token = new_token()
        link = f"{site}/sign-in/{token}" + (f"?then={quote(then)}" if then else "")
        if person and person.is_active:
            add_link(session, digest_of(token), person.id, at + LINK_LASTS)
            put_in_outbox(session, _link_message(address, link), at)
        else:
            add_link(session, digest_of(token), None, at + LINK_LASTS)
            put_sham_in_outbox(session, _link_message(address, link), at)


def _count(
    session: Session, address: str, person: Person | None, asker: Asker, at: datetime
) -> None:
    """Nobody's mailbox is filled, and nobody is kept out: where strangers have used up what the
    address or the network is allowed, a link is sent all the same once none that was sent to this
    address is good any more; and a browser that the person has signed in with is counted by itself.
    """
    digest = digest_of(asker.browser)
    if person and asker.browser and is_known_browser(session, digest, person.id, at):
        count(session, [(LINKS_TO_A_BROWSER, digest)], at, too_many=_(_SOON_AGAIN))
        return
    to_it: Counted = (LINKS_TO_AN_ADDRESS, address)
    mails = MAILS_BY_A_NETWORK if person and person.is_active else LINKS_TO_NOBODY
    counted = [
        to_it,
        (LINKS_TO_AN_ADDRESS_A_DAY, address),
        *by_network(mails, asker.network),
    ]
    may_be_good = tries_of(session, to_it, at - LINK_LASTS) > 0
    if may_be_good and any(is_used_up(session, each, at) for each in counted):
        raise TooManyTries(_(_SOON_AGAIN))
    note_all(session, counted, at)


def link_for(database: Database, person_id: str, *, at: datetime, site: str) -> str:
    """A sign-in link to hand over by hand (the first administrator's, the demonstration's).

    Raises NotFound.
    """
    token = new_token()
    with database.writing() as session:
        add_link(session, digest_of(token), person_with_id(session, person_id).id, at + LINK_LASTS)
    return f"{site}/sign-in/{token}"


def is_good_link(database: Database, token: str, *, at: datetime) -> bool:
    """Whether a link would sign somebody in.

    Looking uses nothing up: mail scanners look at every link.
    """
    with database.reading() as session:
        return link_owner(session, digest_of(token), at) is not None


def sign_in(
    database: Database, *, token: str, device: str, at: datetime, browser: str = ""
) -> SignedIn:
    """Use a link up and begin a session, in a browser that may be known already.

    Raises BadInput for a link that is used, over, or never was.
    """
    digest = digest_of(token)
    with database.writing() as session:
        owner = link_owner(session, digest, at)
        person = person_with_id(session, owner) if owner else None
        if person and person.is_active and use_link(session, digest, at):
            forget_known_browser(session, digest_of(browser), person.id)
            return begin_session(session, person, device=device, how="signed in", at=at)
        late = spent_link_owner(session, digest)
        told: list[Counted] = [(REFUSALS_OF_A_LINK, digest)]
        if late and not is_used_up(session, told[0], at):
            note_all(session, told, at)
            tell_of_trouble(session, person_with_id(session, late), "link refused", at)
    raise BadInput(_(_OVER))


def begin_session(
    session: Session, person: Person, *, device: str, how: str, at: datetime
) -> SignedIn:
    """Begin a session, in a transaction of the caller's, who has made sure that it is this
    person.
    """
    cookie, browser, ends_at = new_token(), new_token(), session_ends(person, at)
    kept = KeptSession(
        new_id("s"), person.id, not person.needs_second_factor, at, at, ends_at, device[:60]
    )
    add_session(session, digest_of(cookie), kept)
    add_known_browser(session, digest_of(browser), person.id, at)
    note(session, AuditLine(at, person.email, how, person.id, new=kept.device))
    return SignedIn(Who(person, kept.id, kept.is_full), cookie, ends_at, browser)


def who_is(database: Database, cookie: str, *, at: datetime) -> Who | None:
    """Who has this cookie: nobody once the session is over, left alone too long, ended, or its
    person removed.
    """
    with database.reading() as session:
        kept = session_with(session, digest_of(cookie))
        person = person_with_id(session, kept.person_id) if kept else None
    if (
        kept is None
        or person is None
        or not person.is_active
        or kept.ends_at <= at
        or is_idle(person, kept.seen_at, at)
    ):
        return None
    if at - kept.seen_at >= _TOUCH_EVERY:
        with database.writing() as session:
            touch_session(session, kept.id, at)
    chosen = next((role for role in person.also if role == kept.role), person.role)
    return Who(person.working_as(chosen), kept.id, kept.is_full, kept.factor_at)


def work_as(database: Database, who: Who, role: str, *, at: datetime) -> Role:
    """Work as another of one's roles, on this device from now on. Raises BadInput for one that is
    not theirs.
    """
    chosen = next((each for each in who.person.roles if each == role), None)
    if chosen is None:
        raise BadInput(_("That is not one of your roles. Ask an administrator."))
    with database.writing() as session:
        set_role(session, who.session_id, chosen)
        note(session, AuditLine(at, who.person.email, "works as", who.person.id, new=chosen))
    return chosen


def sign_out(database: Database, who: Who, *, at: datetime) -> None:
    """End the session that asks."""
    with database.writing() as session:
        end_session(session, who.session_id, who.person.id)
        note(session, AuditLine(at, who.person.email, "signed out", who.person.id))


def _link_message(address: str, link: str) -> Message:
    body = _(
        "Open this link and press the button to sign in to Safe Spaces:"
        "\n\n%(link)s\n\nIt works once, within 10 minutes. Nobody from Safe Spaces"
        " will ever ask you for it.\nIf you did not ask for it, you need to do"
        " nothing.\n",
        link=link,
    )
    return Message(
        address,
        _("Your link to sign in to Safe Spaces"),
        body,
        is_secret=True,
        priority=Priority.SIGN_IN,
    )
