"""A file of candidates, read as an import of venues is: all or nothing; those that are known stay
as they are.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from safespaces.actions.coverage.candidates import every_candidate, places_in_register
from safespaces.actions.imports.import_judging import Judging
from safespaces.coverage.candidate import Candidate, KnownPlaces
from safespaces.errors import ImportRefused
from safespaces.intake.judge import judge_plan
from safespaces.intake.plan import Plan
from safespaces.intake.planner import make_plan
from safespaces.intake.table import read_table
from safespaces.people.tokens import new_id
from safespaces.store import candidates as kept
from safespaces.store.audit import AuditLine, note
from safespaces.store.database import Database

_FIXED_HOURS = "safe_hours:="  # one value for every row: a guess, not what anybody read at a door


@dataclass(frozen=True, slots=True)
class CandidatesRead:
    """The plan of a file, the candidates that are new, and how many are known already."""

    plan: Plan
    new: tuple[Candidate, ...]
    known: int


def read_candidates(
    database: Database,
    content: bytes,
    said: tuple[str, ...],
    *,
    by: str,
    at: datetime,
    judging: Judging | None = None,
) -> CandidatesRead:
    """What a file would add; `said` are mapping options (intake/mapping.py).

    Changes nothing. Raises ImportRefused.
    """
    with database.reading() as session:
        return _read(session, content, said, by, at, judging)


def import_candidates(
    database: Database,
    content: bytes,
    said: tuple[str, ...],
    *,
    by: str,
    at: datetime,
    judging: Judging | None = None,
) -> CandidatesRead:
    """Add a file's candidates.

    Raises ImportRefused while a row is wrong or has no point, having changed nothing.
    """
    with database.writing() as session:
        read = _read(session, content, said, by, at, judging)
        without = sum(venue.located is None for _, venue in read.plan.added)
        if read.plan.rejected or without:
            raise ImportRefused(
                f"{len(read.plan.rejected)} rows cannot be taken and {without} have no point, so"
                " nothing was changed."
            )
        kept.add_candidates(session, read.new)
        note(
            session,
            AuditLine(
                at,
                by,
                "candidates imported",
                "candidates",
                new=f"{len(read.new)} new, {read.known} known",
            ),
        )
    return read


def _read(
    session: Session,
    content: bytes,
    said: tuple[str, ...],
    by: str,
    at: datetime,
    judging: Judging | None,
) -> CandidatesRead:
    plan = make_plan(read_table(content), [], said)
    if judging:
        judge_plan(plan, judging(session))
    is_guess = any(option.replace(" ", "").startswith(_FIXED_HOURS) for option in said)
    made = [
        Candidate(
            new_id("c"),
            venue.name,
            venue.kind,
            venue.located.point,
            venue.address,
            venue.postcode,
            venue.safe_hours,
            is_guess and bool(venue.safe_hours),
            venue.minimum_age,
            venue.source,
            at,
            by,
        )
        for _, venue in plan.added
        if venue.located is not None
    ]
    known, new = (
        KnownPlaces([*every_candidate(session), *places_in_register(session)]),
        list[Candidate](),
    )
    for each in made:
        if not known.holds(each):
            new.append(each)
            known.add(each)
    return CandidatesRead(plan, tuple(new), len(made) - len(new))
