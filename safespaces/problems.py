"""What is wrong with one value of one line, said so that a person can mend it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether the line is refused (error) or taken and pointed out (warning)."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault.

    `line` counts from 1 as a text editor does, and is None for a form; `column` is the header as
    the sender wrote it.
    """

    column: str
    value: str
    message: str
    remedy: str
    line: int | None = None
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        where = f"line {self.line}, " if self.line is not None else ""
        shown = self.value if len(self.value) <= 60 else self.value[:57] + "..."
        return f"{where}{self.column}: {shown!r}: {self.message} {self.remedy}".rstrip()
