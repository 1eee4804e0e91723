"""What the columns of a sender's files mean, kept under a name for the next of them."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from safespaces.codes import known_fields
from safespaces.errors import BadInput
from safespaces.language import gettext as _
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database
from safespaces.store.import_mappings import all_mappings, put_mapping
from safespaces.venues.tidy import tidy

_LONGEST_NAME = 60
_MOST = 200  # mappings of one council


@dataclass(frozen=True, slots=True)
class MappingChoices:
    """What each header means ("" for not used), and what was chosen beside it: one kind or value
    for all rows, what a blank day means.
    """

    columns: dict[str, str]
    more: dict[str, str]


def keep_mapping(
    database: Database, name: str, choices: MappingChoices, *, by: str, at: datetime
) -> None:
    """Keep it. Raises BadInput for a name that is none."""
    name = tidy(name)
    if not name or len(name) > _LONGEST_NAME:
        raise BadInput(
            _(
                "Write a name of %(longest_name)s letters at most, for example the sender's.",
                longest_name=_LONGEST_NAME,
            )
        )
    with database.writing() as session:
        known = all_mappings(session)
        if name not in known and len(known) >= _MOST:
            raise BadInput(_("%(most)s are kept already. Use one of their names.", most=_MOST))
        put_mapping(session, name, json.dumps(asdict(choices)), by=by, at=at)
        note(session, AuditLine(at, by, "import mapping kept", name, old=known.get(name, "")))


def kept_mappings(database: Database) -> dict[str, MappingChoices]:
    """The mappings by name."""
    with database.reading() as session:
        kept = {name: json.loads(choices) for name, choices in all_mappings(session).items()}
    return {
        name: MappingChoices(**known_fields(MappingChoices, choices))
        for name, choices in kept.items()
    }
