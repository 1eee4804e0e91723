"""Candidates: suggested, talked about, decided.

None is ever listed from here: agreeing writes a mail that invites to register.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from safespaces.coverage.candidate import (
    Candidate,
    CandidateEvent,
    KnownPlaces,
    Standing,
    candidates_of,
    check_event,
    standing_of,
)
from safespaces.errors import BadField, BadInput, NotFound, TooManyTries
from safespaces.geo.great_britain import in_great_britain
from safespaces.geo.point import Point
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.people.email_address import clean_email
from safespaces.people.message import Message
from safespaces.people.tokens import new_id
from safespaces.store import candidates as kept
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.outbox import put_in_outbox
from safespaces.store.venues import all_venues
from safespaces.venues.categories import KINDS
from safespaces.venues.cleaners import Unclean
from safespaces.venues.fields import BY_NAME
from safespaces.venues.tidy import tidy, tidy_lines
from safespaces.venues.venue import ListingStatus

MOST_CANDIDATES = 2_000
INVITATIONS_A_CANDIDATE, INVITATIONS_A_DAY = 3, 20
# anything that a mail program makes a link of
_LINK = re.compile(r"://|[a-z0-9]\.[a-z]{2,}", re.IGNORECASE)
_GONE = marked("There is no such candidate. It may be in the register under another status by now.")


@dataclass(frozen=True, slots=True)
class KnownCandidate:
    """A candidate and where it stands."""

    candidate: Candidate
    standing: Standing


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What somebody types to suggest a place."""

    name: str
    kind: str
    point: Point
    address: str = ""
    safe_hours: str = ""
    words: str = ""


def all_candidates(database: Database) -> list[KnownCandidate]:
    """Every candidate, suggested here or in the register, with where it stands; by name."""
    with database.reading() as session:
        found, events = every_candidate(session), kept.events_by_candidate(session)
    known = [KnownCandidate(each, standing_of(events.get(each.id, ()))) for each in found]
    return sorted(known, key=lambda each: (each.candidate.name.casefold(), each.candidate.id))


def one_candidate(database: Database, candidate_id: str) -> KnownCandidate:
    """The candidate with this id. Raises NotFound."""
    found = next(
        (each for each in all_candidates(database) if each.candidate.id == candidate_id), None
    )
    if found is None:
        raise NotFound(_(_GONE))
    return found


def suggest(database: Database, suggestion: Suggestion, *, by: str, at: datetime) -> Candidate:
    """Keep a new candidate. Raises BadField, for one that is known already too."""
    candidate = _checked(suggestion, by, at)
    with database.writing() as session:
        known = every_candidate(session)
        _refuse_known(session, candidate, known)
        if len(known) >= MOST_CANDIDATES:
            raise TooManyTries(
                _(
                    "There are %(most_candidates)s candidates. Decide on some before you"
                    " suggest more.",
                    most_candidates=f"{MOST_CANDIDATES:,}",
                )
            )
        kept.add_candidates(session, [candidate])
        if words := tidy_lines(suggestion.words):
            _say_in(session, CandidateEvent(candidate.id, at, by, "comment", words=words))
        note(session, AuditLine(at, by, "candidate suggested", candidate.id, new=candidate.name))
    return candidate


def say(
    database: Database, candidate_id: str, *, what: str, words: str, by: str, at: datetime
) -> None:
    """Keep a comment, the next step, or the hours that the group uses for it ("" takes them back).

    Raises BadField, NotFound.
    """
    said = tidy_lines(words)
    if what in ("stage", "invited"):  # those have verbs of their own
        raise BadInput(_("Choose what you are writing."))
    hours = _cleaned("safe_hours", words, "hours") if what == "hours" else ""
    event = CandidateEvent(candidate_id, at, by, what, hours, "" if what == "hours" else said)
    with database.writing() as session:
        _must_exist(session, candidate_id)
        _say_in(session, event)


def set_stage(
    database: Database,
    candidate_id: str,
    stage: str,
    *,
    words: str,
    email: str,
    by: str,
    at: datetime,
    site: str,
) -> None:
    """Say how far it is.

    "agreed" needs an address, to which an invitation to register goes. Raises BadField, NotFound,
    TooManyTries.
    """
    event = CandidateEvent(candidate_id, at, by, "stage", stage, tidy_lines(words))
    check_event(event)
    with database.writing() as session:
        candidate = _must_exist(session, candidate_id)
        _say_in(session, event)
        if stage == "agreed":
            _invite(session, candidate, _address(email), by, at, site)
        note(session, AuditLine(at, by, "candidate stage", candidate_id, new=stage))


def _invite(
    session: Session, candidate: Candidate, address: str, by: str, at: datetime, site: str
) -> None:
    """Write the invitation, once for each address; few for one place and few by one person, so that
    nobody is written to at will.
    """
    events = [
        each
        for told in kept.events_by_candidate(session).values()
        for each in told
        if each.what == "invited"
    ]
    if any(each.candidate_id == candidate.id and each.value == address for each in events):
        return
    if sum(each.candidate_id == candidate.id for each in events) >= INVITATIONS_A_CANDIDATE:
        raise BadField(
            "email",
            _(
                "%(invitations_a_candidate)s addresses were invited for this place"
                " already. Ask an officer to help.",
                invitations_a_candidate=INVITATIONS_A_CANDIDATE,
            ),
        )
    if (
        sum(each.by == by and each.at > at - timedelta(days=1) for each in events)
        >= INVITATIONS_A_DAY
    ):
        raise BadField(
            "email",
            _(
                "%(invitations_a_day)s invitations a day are the most. Go on tomorrow.",
                invitations_a_day=INVITATIONS_A_DAY,
            ),
        )
    if _LINK.search(candidate.name):
        raise BadField(
            "email", _("The name of this place holds a web address, so no mail goes out with it.")
        )
    put_in_outbox(session, invitation_to_register(candidate, address, site), at)
    _say_in(session, CandidateEvent(candidate.id, at, by, "invited", address))


def invitation_to_register(candidate: Candidate, email: str, site: str) -> Message:
    """The mail; one for each candidate and address, however often somebody agrees."""
    body = _(
        "Thank you for thinking of making %(name)s a Safe Space: a place whose"
        " trained staff help a young person who feels unsafe, has a flat phone or"
        " has missed the last bus.\n\nTo register it, go to %(link)s. It takes"
        " about ten minutes, and you can stop and go on later. The council then"
        " looks at it with you, and trains your staff. Before that nothing is"
        " public.\n",
        name=candidate.name,
        link=f"{site}/join",
    )
    once = f"candidate {candidate.id} {hashlib.sha256(email.encode()).hexdigest()[:20]}"
    return Message(
        email, _("Register %(name)s as a Safe Space", name=candidate.name)[:200], body, once=once
    )


def every_candidate(session: Session) -> list[Candidate]:
    """Those suggested here, and those in the register."""
    return [
        *kept.kept_candidates(session),
        *candidates_of(all_venues(session), ListingStatus.CANDIDATE),
    ]


def without_a_point(database: Database) -> list[tuple[str, str]]:
    """Id and name of the register's candidates that nobody has given a point: they can be in no
    list and in no sum.
    """
    with database.reading() as session:
        found = all_venues(session)
    lacking = (
        (each.id, each.name)
        for each in found
        if each.status is ListingStatus.CANDIDATE and each.located is None
    )
    return sorted(lacking, key=lambda pair: (pair[1].casefold(), pair[0]))


def places_in_register(session: Session) -> list[Candidate]:
    """Venues that nobody needs to suggest: all but candidates, and those that declined."""
    others = [
        status
        for status in ListingStatus
        if status not in (ListingStatus.CANDIDATE, ListingStatus.DECLINED)
    ]
    return candidates_of(all_venues(session), *others)


def _refuse_known(session: Session, candidate: Candidate, candidates: list[Candidate]) -> None:
    if KnownPlaces(candidates).holds(candidate):
        raise BadField(
            "name",
            _(
                "%(name)s is a candidate already. Write what you know on its page.",
                name=candidate.name,
            ),
        )
    if KnownPlaces(places_in_register(session)).holds(candidate):
        raise BadField("name", _("%(name)s is in the register already.", name=candidate.name))


def _must_exist(session: Session, candidate_id: str) -> Candidate:
    found = next((each for each in every_candidate(session) if each.id == candidate_id), None)
    if found is None:
        raise NotFound(_(_GONE))
    return found


def _say_in(session: Session, event: CandidateEvent) -> None:
    check_event(event)
    kept.add_event(session, event)


def _checked(suggestion: Suggestion, by: str, at: datetime) -> Candidate:
    name, address = (
        _cleaned("name", suggestion.name, "name"),
        _cleaned("address", suggestion.address, "address"),
    )
    if not name:
        raise BadField("name", _("Write the name over the door."))
    if suggestion.kind not in KINDS:
        raise BadField("kind", _("Choose what kind of place it is."))
    if not in_great_britain(suggestion.point.lat, suggestion.point.lon):
        raise BadField(
            "where", _("That point is not in Great Britain. Write latitude first, then longitude.")
        )
    hours = _cleaned("safe_hours", suggestion.safe_hours, "safe_hours")
    return Candidate(
        new_id("c"),
        name,
        suggestion.kind,
        suggestion.point,
        address,
        safe_hours=hours,
        source=f"suggested by {by}",
        made_at=at,
        made_by=by,
    )


def _cleaned(name: str, text: str, box: str) -> str:
    """A text as a venue's field has it, so that an agreed candidate can be registered as written.

    Raises BadField.
    """
    try:
        return str(BY_NAME[name].clean(tidy(text))) if tidy(text) else ""
    except Unclean as error:
        raise BadField(box, str(error)) from None


def _address(email: str) -> str:
    if not email.strip():
        raise BadField(
            "email", _("Write their e-mail address: an invitation to register goes there.")
        )
    try:
        return clean_email(email)
    except BadInput as error:
        raise BadField("email", str(error)) from None
