"""Candidates: suggested, talked about, decided. None is ever listed from here: agreeing writes a mail that invites to register."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from safespaces.coverage.candidate import Candidate, CandidateEvent, Standing, check_event, standing_of
from safespaces.errors import BadHours, BadInput, ImportRefused, NotFound
from safespaces.geo.point import Point
from safespaces.hours.safe_hours import parse_safe_hours
from safespaces.intake.plan import Plan, make_plan
from safespaces.intake.table import read_table
from safespaces.people.message import Message
from safespaces.people.person import clean_email
from safespaces.people.tokens import new_id
from safespaces.store import candidates as kept
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.outbox import put_in_outbox
from safespaces.store.venues import all_venues
from safespaces.venues.categories import KINDS
from safespaces.venues.place_search import words_of

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Asked:
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


def all_candidates(database: Database) -> list[Asked]:
    """Every candidate, suggested here or in the register, with where it stands; by name."""
    with database.reading() as session:
        found, events = _every(session), kept.events_by_candidate(session)
    asked = [Asked(each, standing_of(events.get(each.id, ()))) for each in found]
    return sorted(asked, key=lambda each: (each.candidate.name.casefold(), each.candidate.id))


def one_candidate(database: Database, candidate_id: str) -> Asked:
    """One. Raises NotFound."""
    found = next((each for each in all_candidates(database) if each.candidate.id == candidate_id), None)
    if found is None:
        raise NotFound("There is no such candidate. It may be in the register under another status by now.")
    return found


def suggest(database: Database, suggestion: Suggestion, *, by: str, at: datetime) -> Candidate:
    """Keep a new candidate. Raises BadInput, for one that is known already too."""
    candidate = _checked(suggestion, by, at)
    with database.writing() as session:
        _refuse_known(candidate, _every(session))
        kept.add_candidates(session, [candidate])
        if suggestion.words.strip():
            _say_within(session, CandidateEvent(candidate.id, at, by, "comment", words=suggestion.words.strip()))
        note(session, AuditLine(at, by, "candidate suggested", candidate.id, new=candidate.name))
    return candidate


def say(database: Database, candidate_id: str, *, what: str, words: str, by: str, at: datetime) -> None:
    """Keep a comment, the next step, or the hours that the group reckons with. Raises BadInput, NotFound."""
    tidy = words.strip()
    event = CandidateEvent(candidate_id, at, by, what, tidy if what == "hours" else "", "" if what == "hours" else tidy)
    if what not in ("comment", "next_step", "hours"):
        raise BadInput("Choose what you are writing.")
    if what == "hours" and tidy:
        _check_hours(tidy)
    with database.writing() as session:
        _must_exist(session, candidate_id)
        _say_within(session, event)


def set_stage(database: Database, candidate_id: str, stage: str, *, words: str, email: str, by: str, at: datetime, site: str) -> None:
    """Say how far it is. "agreed" needs an address, to which an invitation to register goes. Raises BadInput, NotFound."""
    event = CandidateEvent(candidate_id, at, by, "stage", stage, words.strip())
    check_event(event)
    with database.writing() as session:
        candidate = _must_exist(session, candidate_id)
        if stage == "agreed":
            put_in_outbox(session, invitation_to_register(candidate, clean_email(email), site), at)
        _say_within(session, event)
        note(session, AuditLine(at, by, "candidate stage", candidate_id, new=stage))


def invitation_to_register(candidate: Candidate, email: str, site: str) -> Message:
    """The mail; one for each candidate and address, however often somebody agrees."""
    body = (
        f"Thank you for thinking of making {candidate.name} a Safe Space: a place whose trained staff help a young person who feels "
        f"unsafe, has a flat phone or has missed the last bus.\n\nTo register it, go to {site}/join. It takes about ten minutes, and you "
        "can stop and go on later. The council then looks at it with you, and trains your staff. Before that nothing is public.\n"
    )
    return Message(email, f"Register {candidate.name} as a Safe Space"[:200], body, once=f"candidate {candidate.id} {email}"[:200])


@dataclass(frozen=True, slots=True)
class CandidatesRead:
    """The plan of a file, the candidates that are new, and how many are known already."""

    plan: Plan
    new: tuple[Candidate, ...]
    known: int


def read_candidates(database: Database, content: bytes, said: tuple[str, ...], *, by: str, at: datetime) -> CandidatesRead:
    """What a file of places, read as an import of venues is, would add. Changes nothing. Raises ImportRefused."""
    plan = make_plan(read_table(content), [], said)
    with database.reading() as session:
        known = {_key(each) for each in _every(session)} | {_key_of(v.name, v.postcode) for v in all_venues(session)}
    made = [
        Candidate(
            new_id("c"), venue.name, venue.kind, venue.located.point, venue.address, venue.postcode, venue.safe_hours, venue.minimum_age,
            venue.source, at, by,
        )
        for _, venue in plan.added
        if venue.located is not None
    ]  # fmt: skip
    new = [each for each in made if _key(each) not in known]
    return CandidatesRead(plan, tuple(new), len(made) - len(new))


def import_candidates(database: Database, content: bytes, said: tuple[str, ...], *, by: str, at: datetime) -> CandidatesRead:
    """Add a file's candidates; those that are known stay as they are. Raises ImportRefused while a row is wrong or has no point."""
    read = read_candidates(database, content, said, by=by, at=at)
    without = sum(venue.located is None for _, venue in read.plan.added)
    if read.plan.rejected or without:
        raise ImportRefused(f"{len(read.plan.rejected)} rows cannot be taken and {without} have no point, so nothing was changed.")
    with database.writing() as session:
        kept.add_candidates(session, read.new)
        note(session, AuditLine(at, by, "candidates imported", "candidates", new=f"{len(read.new)} new, {read.known} known"))
    return read


def _every(session: Session) -> list[Candidate]:
    return [*kept.kept_candidates(session), *kept.candidates_in_register(all_venues(session))]


def _must_exist(session: Session, candidate_id: str) -> Candidate:
    found = next((each for each in _every(session) if each.id == candidate_id), None)
    if found is None:
        raise NotFound("There is no such candidate. It may be in the register under another status by now.")
    return found


def _say_within(session: Session, event: CandidateEvent) -> None:
    check_event(event)
    kept.add_event(session, event)


def _checked(suggestion: Suggestion, by: str, at: datetime) -> Candidate:
    name = " ".join(suggestion.name.split())
    if not name or len(name) > _LONGEST_NAME or not any(letter.isalnum() for letter in name):
        raise BadInput("Write the name over the door.")
    if suggestion.kind not in KINDS:
        raise BadInput("Choose what kind of place it is.")
    hours = suggestion.safe_hours.strip()
    if hours:
        _check_hours(hours)
    address = " ".join(suggestion.address.split())[:400]
    return Candidate(new_id("c"), name, suggestion.kind, suggestion.point, address, "", hours, "", f"suggested by {by}", at, by)


def _check_hours(text: str) -> None:
    try:
        parse_safe_hours(text)
    except BadHours as error:
        raise BadInput(f"The hours cannot be read. {error}") from None


def _refuse_known(candidate: Candidate, known: Collection[Candidate]) -> None:
    same = next((each for each in known if words_of(each.name) == words_of(candidate.name) and _near(each, candidate)), None)
    if same:
        raise BadInput(f"{same.name} is a candidate already. Write what you know on its page.")


def _near(a: Candidate, b: Candidate) -> bool:
    return abs(a.point.lat - b.point.lat) < 0.003 and abs(a.point.lon - b.point.lon) < 0.005  # some 300 m


def _key(candidate: Candidate) -> tuple[tuple[str, ...], str]:
    return _key_of(candidate.name, candidate.postcode)


def _key_of(name: str, postcode: str) -> tuple[tuple[str, ...], str]:
    return words_of(name), postcode
