"""What an administrator looks at: people, and the audit log. Reads only."""

from safespaces.people.person import Person
from safespaces.store.audit import AuditLine, audit_lines
from safespaces.store.database import Database
from safespaces.store.people import all_people
from safespaces.venues.csv_text import csv_text

_SHOWN, _IN_A_TABLE = 200, 100_000


def everybody_who_signs_in(database: Database) -> list[Person]:
    """Everybody, by role then address."""
    with database.reading() as session:
        return all_people(session)


def read_audit(
    database: Database, *, who: str = "", what: str = "", subject: str = "", limit: int = _SHOWN
) -> list[tuple[int, AuditLine]]:
    """Lines of the audit log, newest first."""
    with database.reading() as session:
        return audit_lines(session, who=who, what=what, subject=subject, limit=limit)


def audit_csv(database: Database, *, who: str = "", what: str = "", subject: str = "") -> bytes:
    """The audit lines as a CSV that a spreadsheet opens without running anything."""
    lines = read_audit(database, who=who, what=what, subject=subject, limit=_IN_A_TABLE)
    rows = [
        [str(number), line.at.isoformat(), line.who, line.what, line.subject, line.old, line.new]
        for number, line in lines
    ]
    return csv_text([["number", "at", "who", "what", "subject", "old", "new"], *rows]).encode()
