"""Bank holidays: the government's file, and days proclaimed at short notice.

Public at once, on every phone's next look.
"""

import json
from datetime import date, datetime

from safespaces.actions.register.publish import publish_in
from safespaces.errors import BadInput, ImportRefused
from safespaces.hours.bank_holidays import NATION_NAMES, Dates, Nation
from safespaces.store.audit import AuditLine, note
from safespaces.store.calendar import add_holiday, replace_listed
from safespaces.store.database import Database
from safespaces.venues.tidy import tidy

_LARGEST = 2**20  # bytes; GOV.UK's file has 20,000
_LONGEST_NAME = 100
_NOT_THE_FILE = (
    "This is not the government's file of bank holidays. Download it from GOV.UK:"
    " www.gov.uk/bank-holidays.json"
)


def import_bank_holidays(
    database: Database, content: bytes, *, at: datetime, by: str
) -> dict[Nation, Dates]:
    """Take GOV.UK's bank-holidays.json in place of the lists before it, and publish.

    Raises ImportRefused.
    """
    listed = read_bank_holidays(content)
    with database.writing() as session:
        replace_listed(session, listed, at)
        told = ", ".join(f"{NATION_NAMES[nation]} {len(dates)}" for nation, dates in listed.items())
        note(session, AuditLine(at, by, "bank holidays imported", "bank holidays", new=told))
        publish_in(session, at=at)
    return listed


def read_bank_holidays(content: bytes) -> dict[Nation, Dates]:
    """The dates by nation of GOV.UK's file. Raises ImportRefused."""
    if len(content) > _LARGEST:
        raise ImportRefused(_NOT_THE_FILE)
    try:
        file = json.loads(content)
        found: dict[Nation, Dates] = {
            nation: {
                date.fromisoformat(event["date"]): str(event["title"])[:_LONGEST_NAME]
                for event in file[nation]["events"]
            }
            for nation in Nation
            if nation in file
        }
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ImportRefused(_NOT_THE_FILE) from None
    if not found or not all(found.values()):
        raise ImportRefused(_NOT_THE_FILE)
    return found


def add_bank_holiday(
    database: Database, on: date, name: str, nations: tuple[Nation, ...], *, at: datetime, by: str
) -> None:
    """Add a day that was proclaimed, and publish. Raises BadInput."""
    plain = tidy(name)
    if not plain or len(plain) > _LONGEST_NAME:
        raise BadInput(
            f"Give the day a name of {_LONGEST_NAME} letters at most, for example: State funeral."
        )
    with database.writing() as session:
        for nation in nations:
            add_holiday(session, nation, on, plain, at)
        told = f"{on.isoformat()} {plain}, {' and '.join(NATION_NAMES[each] for each in nations)}"
        note(session, AuditLine(at, by, "bank holiday added", "bank holidays", new=told))
        publish_in(session, at=at)
