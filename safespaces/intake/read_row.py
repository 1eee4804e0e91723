"""A row of a file as it was read: its draft, and what is wrong with it."""

from dataclasses import dataclass

from safespaces.intake.beside import NOTHING_BESIDE, Beside
from safespaces.intake.record import Row
from safespaces.problems import Problem, Severity
from safespaces.venues.draft import VenueDraft


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as it was read: its draft, and what is wrong with it.

    With an error among the problems it is rejected.

    `left_out` says why a row is no place to take in ("Year closed: 2017"); "" for any other.
    """

    row: Row
    draft: VenueDraft
    problems: tuple[Problem, ...]
    left_out: str = ""
    beside: Beside = NOTHING_BESIDE

    @property
    def is_rejected(self) -> bool:
        """Whether any problem is an error."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)
