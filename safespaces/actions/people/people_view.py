"""What an administrator looks at: people, and the audit log. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from safespaces.people.person import Person
from safespaces.store.audit import AuditLine, audit_lines
from safespaces.store.database import Database
from safespaces.store.partners import partner_names
from safespaces.store.people import all_people
from safespaces.store.sign_in import last_seen
from safespaces.store.venues import venues_with_ids
from safespaces.venues.csv_text import csv_text

_SHOWN, _IN_A_TABLE = 200, 100_000


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person, for whom they act ("" for no partner), and when they were seen last; None where
    that is not known any more.
    """

    person: Person
    partner: str
    seen_at: datetime | None


def everybody_who_signs_in(database: Database, words: str = "") -> list[Somebody]:
    """Everybody whose address, name or partner holds some words, by role then address."""
    typed = words.casefold().split()
    with database.reading() as session:
        seen, partners = last_seen(session), partner_names(session)
        everybody = [
            Somebody(each, partners.get(each.id, ""), seen.get(each.id))
            for each in all_people(session)
        ]
    return [
        each
        for each in everybody
        if all(
            word in f"{each.person.email} {each.person.name} {each.partner}".casefold()
            for word in typed
        )
    ]


@dataclass(frozen=True, slots=True)
class AuditAsked:
    """Which lines of the audit log; "" and None for whatever. `subject` is the id of a record or
    the name of a venue, `since` and `until` are the first and the last instant.
    """

    who: str = ""
    what: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


def read_audit(
    database: Database, asked: AuditAsked, *, limit: int = _SHOWN
) -> list[tuple[int, AuditLine]]:
    """Lines of the audit log, newest first."""
    with database.reading() as session:
        return audit_lines(
            session,
            who=asked.who,
            what=asked.what,
            subject=asked.subject,
            limit=limit,
            since=asked.since,
            until=asked.until,
        )


def names_of(database: Database, lines: Sequence[tuple[int, AuditLine]]) -> dict[str, str]:
    """What the records are called that lines of the audit log are about, by id: venues by name,
    people by address; others have none.
    """
    ids = {line.subject for _number, line in lines}
    with database.reading() as session:
        venues = venues_with_ids(session, ids)
        people = {each.id: each.email for each in all_people(session) if each.id in ids}
    return {**{venue_id: venue.name for venue_id, venue in venues.items()}, **people}


def audit_csv(database: Database, asked: AuditAsked) -> bytes:
    """The audit lines as a CSV that a spreadsheet opens without running anything."""
    lines = read_audit(database, asked, limit=_IN_A_TABLE)
    rows = [
        [str(number), line.at.isoformat(), line.who, line.what, line.subject, line.old, line.new]
        for number, line in lines
    ]
    return csv_text([["number", "at", "who", "what", "subject", "old", "new"], *rows]).encode()
