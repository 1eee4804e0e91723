"""What-if scenarios in the database."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String, Text, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.codes import known_fields
from safespaces.coverage.what_if import Change, Scenario, UnknownChange
from safespaces.errors import BadInput, NotFound
from safespaces.store.changed import rows_changed
from safespaces.store.rows import Base, UtcDateTime

_TARGET = "whom"  # the key of a change's target in the JSON


class ScenarioRow(Base):
    """A what-if under a name; `changes` is JSON (store/scenarios.py).

    One that was put away keeps its row.
    """

    __tablename__ = "scenarios"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    version: Mapped[int] = mapped_column(Integer)
    changes: Mapped[str] = mapped_column(Text)
    made_by: Mapped[str] = mapped_column(String(254))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    put_away_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def add_scenario(session: Session, scenario: Scenario) -> None:
    """Put a new one in."""
    session.add(
        ScenarioRow(
            id=scenario.id,
            name=scenario.name,
            version=scenario.version,
            changes=_text(scenario.changes),
            made_by=scenario.made_by,
            made_at=scenario.made_at,
            put_away_at=None,
        )
    )
    session.flush()


def all_scenarios(session: Session, *, put_away: bool = False) -> list[Scenario]:
    """Those on the list, or those that were put away; newest first."""
    is_away = (
        ScenarioRow.put_away_at.is_not(None) if put_away else ScenarioRow.put_away_at.is_(None)
    )
    query = select(ScenarioRow).where(is_away).order_by(ScenarioRow.made_at.desc(), ScenarioRow.id)
    return [_to_scenario(row) for row in session.scalars(query)]


def scenario_with_id(session: Session, scenario_id: str) -> Scenario:
    """The what-if with this id. Raises NotFound."""
    row = session.get(ScenarioRow, scenario_id)
    if row is None or row.put_away_at is not None:
        raise NotFound("There is no such what-if. It may have been put away.")
    return _to_scenario(row)


def change_scenario(
    session: Session, scenario_id: str, *, expected_version: int, changes: tuple[Change, ...]
) -> bool:
    """Write a new version over the one that was seen; False when there is a newer one by now.

    A change that stays is kept as it was written, with fields that this version does not know.
    """
    kept = (
        ScenarioRow.id == scenario_id,
        ScenarioRow.version == expected_version,
        ScenarioRow.put_away_at.is_(None),
    )
    return (
        rows_changed(
            session,
            update(ScenarioRow)
            .where(*kept)
            .values(
                changes=_text(changes, _written(session, scenario_id)), version=expected_version + 1
            ),
        )
        == 1
    )


def put_scenario_away(session: Session, scenario_id: str, at: datetime | None) -> bool:
    """Take it off the list, or put it back with None; its row stays. False where there is none."""
    return (
        rows_changed(
            session, update(ScenarioRow).where(ScenarioRow.id == scenario_id).values(put_away_at=at)
        )
        == 1
    )


def _written(session: Session, scenario_id: str) -> list[dict[str, Any]]:
    query = select(ScenarioRow.changes).where(ScenarioRow.id == scenario_id)
    written: list[dict[str, Any]] = json.loads(session.scalar(query) or "[]")
    return written


def _text(changes: tuple[Change, ...], written: Iterable[dict[str, Any]] = ()) -> str:
    as_written = [(_to_change(each), each) for each in written]
    return json.dumps(
        [
            next((raw for before, raw in as_written if before == change), _to_json(change))
            for change in changes
        ]
    )


def _to_json(change: Change) -> dict[str, Any]:
    """Its fields by name; the target is kept under the name that it has always had there."""
    kept = asdict(change)
    return {"deed": kept.pop("deed"), _TARGET: kept.pop("target"), **kept}


def _to_change(kept: dict[str, Any]) -> Change:
    known = {"deed": "", **known_fields(Change, kept), "target": str(kept.get(_TARGET, ""))}
    known["days"] = tuple(known.get("days", ()))
    try:
        return Change(**known)
    except BadInput:
        return UnknownChange(**known)


def _to_scenario(row: ScenarioRow) -> Scenario:
    changes = tuple(map(_to_change, json.loads(row.changes)))
    return Scenario(row.id, row.name, row.version, changes, row.made_by, row.made_at)
