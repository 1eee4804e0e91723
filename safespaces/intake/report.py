"""A plan as text for a person, and its faulty rows as a CSV to mend and send again."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from safespaces.intake.plan import Plan, PlannedChange
from safespaces.problems import Problem
from safespaces.venues.csv_text import csv_text
from safespaces.venues.venue import Venue

Item = TypeVar("Item")

BLANK_DAYS_WORDS = "Nobody knows whether they are open on those, so that is what is kept."
_LONGEST_VALUE = 60
MOST_LINES = 20  # shown of each part; the counts are always whole


def report_lines(plan: Plan, most: int = MOST_LINES) -> Iterator[str]:
    """The plan, part by part: how many, and which."""
    yield from plan.table.notes
    if plan.unused:
        yield f"Columns that are not used: {', '.join(plan.unused)}"
    if plan.personal:
        yield (
            "Of them these are about people, and are never taken into public fields:"
            f" {', '.join(plan.personal)}"
        )
    if plan.blank_days:
        yield (
            f"New places with days left blank: {plan.blank_days}. {BLANK_DAYS_WORDS} If blank means"
            ' closed: --map "blank_days:=closed"'
        )
    yield from _part("To add", plan.added, _added_text, most)
    yield from _part("To change", plan.changed, _change_text, most)
    yield f"Same as before: {len(plan.same)}"
    yield from _part(
        "Rejected",
        plan.rejected,
        lambda rejected: "\n    ".join(str(problem) for problem in rejected.problems),
        most,
    )
    yield from _part("Left out", plan.left_out, lambda each: f"line {each.line}: {each.why}", most)
    yield from _part("Worth a look", gathered(plan.warnings), str, most)
    yield from _part(
        "Possible duplicates",
        plan.duplicates,
        lambda pair: f"{pair.added.name} and {pair.other.name} ({pair.why})",
        most,
    )
    yield from _part(
        "In the register but not in this file (nothing happens to them)",
        plan.missing,
        lambda venue: venue.name,
        most,
    )


def _added_text(added: tuple[int, Venue]) -> str:
    line, venue = added
    return (
        f"line {line}: {venue.name} ({venue.status.value}, {venue.kind}, {_where(venue)}):"
        f" {venue.safe_hours or 'hours not known'}"
    )


def _where(venue: Venue) -> str:
    return f"{venue.located.point.lat}, {venue.located.point.lon}" if venue.located else "no point"


def gathered(warnings: list[Problem]) -> list[str]:
    """Equal warnings in one line that names the lines of the file, each with what stands there."""
    lines: dict[str, list[str]] = {}
    for problem in warnings:
        shown = (
            problem.value
            if len(problem.value) <= _LONGEST_VALUE
            else f"{problem.value[:_LONGEST_VALUE]}..."
        )
        lines.setdefault(
            f"{problem.column}: {problem.message} {problem.remedy}".strip(), []
        ).append(f"line {problem.line}: {shown!r}")
    return [
        f"{text}"
        f" ({', '.join(found[:15])}{f' and {len(found) - 15} more' if len(found) > 15 else ''})"
        for text, found in lines.items()
    ]


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
    changes = "; ".join(
        f"{change.field}: {change.old or '(nothing)'} -> {change.new or '(nothing)'}"
        for change in planned.changes
    )
    return f"line {planned.line}: {planned.after.name}: {changes}"
