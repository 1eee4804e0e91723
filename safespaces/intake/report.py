"""A plan as text for a person, and its faulty rows as a CSV to mend and send again."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from safespaces.intake.plan import Plan, PlannedChange
from safespaces.problems import Problem
from safespaces.venues.csv_text import csv_text

Item = TypeVar("Item")

MOST_LINES = 20  # shown of each part; the counts are always whole


def report_lines(plan: Plan, most: int = MOST_LINES) -> Iterator[str]:
    """The plan, part by part: how many, and which."""
    if plan.unused:
        yield f"Columns that were not understood, and so not used: {', '.join(plan.unused[:20])}"
    yield from _part(
        "To add",
        plan.added,
        lambda pair: f"line {pair[0]}: {pair[1].name} ({pair[1].status.value}, {pair[1].kind}): {pair[1].safe_hours or 'hours not known'}",
        most,
    )
    yield from _part("To change", plan.changed, _change_text, most)
    yield f"Same as before: {len(plan.same)}"
    yield from _part("Rejected", plan.rejected, lambda rejected: "\n    ".join(str(problem) for problem in rejected.problems), most)
    yield from _part("Worth a look", gathered(plan.warnings), str, most)
    yield from _part("Possible duplicates", plan.duplicates, lambda pair: f"{pair.added.name} and {pair.other.name} ({pair.why})", most)
    yield from _part("In the register but not in this file (nothing happens to them)", plan.missing, lambda venue: venue.name, most)


def gathered(warnings: list[Problem]) -> list[str]:
    """Equal warnings in one line that names the lines of the file."""
    lines: dict[str, list[str]] = {}
    for problem in warnings:
        lines.setdefault(f"{problem.column}: {problem.message} {problem.remedy}", []).append(str(problem.line))
    return [f"{text} (lines {', '.join(found[:15])}{' ...' if len(found) > 15 else ''})" for text, found in lines.items()]


def faulty_rows_csv(plan: Plan) -> str:
    """The rejected rows as they came, with one more column that says what to mend."""
    rows: list[list[str]] = [[*plan.table.headers, "what to mend"]]
    width = len(plan.table.headers)
    for rejected in plan.rejected:
        cells = [*rejected.row.cells[:width], *[""] * (width - len(rejected.row.cells))]
        rows.append([*cells, " | ".join(str(problem) for problem in rejected.problems)])
    return csv_text(rows)


def _part(title: str, items: list[Item], text: Callable[[Item], str], most: int) -> Iterator[str]:
    yield f"{title}: {len(items)}"
    for item in items[:most]:
        yield f"    {text(item)}"
    if len(items) > most:
        yield f"    and {len(items) - most} more"


def _change_text(planned: PlannedChange) -> str:
    changes = "; ".join(f"{change.field}: {change.old or '(nothing)'} -> {change.new or '(nothing)'}" for change in planned.changes)
    return f"line {planned.line}: {planned.after.name}: {changes}"
