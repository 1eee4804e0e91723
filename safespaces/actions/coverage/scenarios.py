"""What-if scenarios: made, changed by one or several, put away. The register is never touched."""

from collections.abc import Callable
from datetime import datetime

from safespaces.coverage.what_if import MOST_CHANGES, Change, Scenario, clean_scenario_name
from safespaces.errors import BadInput, NotFound
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.people.tokens import new_id
from safespaces.store import scenarios as kept
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database

_MEANWHILE = marked(
    "Somebody else changed this what-if a moment ago. What you see is"
    " theirs: look at it, then send yours again."
)
Changed = Callable[[tuple[Change, ...]], tuple[Change, ...]]


class ChangedMeanwhile(BadInput):
    """Somebody else changed the same scenario since it was looked at."""


def every_scenario(database: Database, *, put_away: bool = False) -> list[Scenario]:
    """Those on the list, or those that were put away; newest first."""
    with database.reading() as session:
        return kept.all_scenarios(session, put_away=put_away)


def one_scenario(database: Database, scenario_id: str) -> Scenario:
    """The what-if with this id. Raises NotFound."""
    with database.reading() as session:
        return kept.scenario_with_id(session, scenario_id)


def begin_scenario(
    database: Database, name: str, *, by: str, at: datetime, changes: tuple[Change, ...] = ()
) -> Scenario:
    """A new one. Raises BadInput for a name that is none."""
    if len(changes) > MOST_CHANGES:
        raise BadInput(_("%(most_changes)s changes are the most.", most_changes=MOST_CHANGES))
    made = Scenario(new_id("w"), clean_scenario_name(name), 1, changes, by, at)
    with database.writing() as session:
        kept.add_scenario(session, made)
        note(session, AuditLine(at, by, "what-if made", made.id, new=made.name))
    return made


def add_change(
    database: Database,
    scenario_id: str,
    change: Change,
    *,
    expected_version: int,
    by: str,
    at: datetime,
) -> Scenario:
    """Add a change at the end.

    Raises BadInput, for one that is there already too; ChangedMeanwhile, NotFound.
    """

    def added(now: tuple[Change, ...]) -> tuple[Change, ...]:
        if change in now:
            raise BadInput(_("That change is there already."))
        return (*now, change)

    return _write(database, scenario_id, added, expected_version=expected_version, by=by, at=at)


def drop_change(
    database: Database,
    scenario_id: str,
    number: int,
    *,
    expected_version: int,
    by: str,
    at: datetime,
) -> Scenario:
    """Take one out, counted from 0. Raises BadInput, ChangedMeanwhile, NotFound."""

    def left(now: tuple[Change, ...]) -> tuple[Change, ...]:
        if number >= len(now):
            raise BadInput(_("That change is not there."))
        return (*now[:number], *now[number + 1 :])

    return _write(database, scenario_id, left, expected_version=expected_version, by=by, at=at)


def put_away(database: Database, scenario_id: str, *, by: str, at: datetime) -> None:
    """Take it off the list. Raises NotFound."""
    with database.writing() as session:
        gone = kept.scenario_with_id(session, scenario_id)
        kept.put_scenario_away(session, scenario_id, at)
        note(session, AuditLine(at, by, "what-if put away", scenario_id, old=gone.name))


def bring_back(database: Database, scenario_id: str, *, by: str, at: datetime) -> None:
    """Put it on the list again. Raises NotFound."""
    with database.writing() as session:
        if not kept.put_scenario_away(session, scenario_id, None):
            raise NotFound(_("There is no such what-if."))
        note(session, AuditLine(at, by, "what-if brought back", scenario_id))


def _write(
    database: Database,
    scenario_id: str,
    changed: Changed,
    *,
    expected_version: int,
    by: str,
    at: datetime,
) -> Scenario:
    with database.writing() as session:
        before = kept.scenario_with_id(session, scenario_id)
        changes = changed(before.changes) if before.version == expected_version else before.changes
        if len(changes) > MOST_CHANGES:
            raise BadInput(
                _(
                    "%(most_changes)s changes are the most. Take one out first.",
                    most_changes=MOST_CHANGES,
                )
            )
        if not kept.change_scenario(
            session, scenario_id, expected_version=expected_version, changes=changes
        ):
            raise ChangedMeanwhile(_(_MEANWHILE))
        note(
            session,
            AuditLine(
                at,
                by,
                "what-if changed",
                scenario_id,
                old=f"version {expected_version}",
                new=f"version {expected_version + 1}",
            ),
        )
        return kept.scenario_with_id(session, scenario_id)
