"""A plan as text for a person, and its faulty rows as a CSV to mend and send again."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from safespaces.intake.plan import Plan, PlannedChange
from safespaces.language import gettext as _
from safespaces.language import marked
from safespaces.problems import Problem
from safespaces.venues.csv_text import csv_text
from safespaces.venues.venue import Venue

Item = TypeVar("Item")

BLANK_DAYS_WORDS = marked("Nobody knows whether they are open on those, so that is what is kept.")
_LONGEST_VALUE = 60
MOST_LINES = 20  # shown of each part; the counts are always whole


def report_lines(plan: Plan, most: int = MOST_LINES) -> Iterator[str]:
    """The plan, part by part: how many, and which."""
    yield from plan.table.notes
    if plan.unused:
        yield _("Columns that are not used: %(unused)s", unused=", ".join(plan.unused))
    if plan.personal:
        yield (
            _(
                "Of them these are about people, and are never taken into public fields:"
                " %(personal)s",
                personal=", ".join(plan.personal),
            )
        )
    if plan.blank_days:
        yield (
            _(
                "New places with days left blank: %(blank_days)s. %(blank_days_words)s"
                ' If blank means closed: --map "blank_days:=closed"',
                blank_days=plan.blank_days,
                blank_days_words=_(BLANK_DAYS_WORDS),
            )
        )
    yield from _part(_("To add"), plan.added, _added_text, most)
    yield from _part(_("To change"), plan.changed, _change_text, most)
    yield _("Same as before: %(number)s", number=len(plan.same))
    yield from _part(
        _("Rejected"),
        plan.rejected,
        lambda rejected: "\n    ".join(str(problem) for problem in rejected.problems),
        most,
    )
    yield from _part(
        _("Left out"),
        plan.left_out,
        lambda each: _("line %(line)s: %(why)s", line=each.line, why=each.why),
        most,
    )
    yield from _part(_("Worth a look"), gathered(plan.warnings), str, most)
    yield from _part(
        _("Possible duplicates"),
        plan.duplicates,
        lambda pair: _(
            "%(name)s and %(name_2)s (%(why)s)",
            name=pair.added.name,
            name_2=pair.other.name,
            why=pair.why,
        ),
        most,
    )
    yield from _part(
        _("In the register but not in this file (nothing happens to them)"),
        plan.missing,
        lambda venue: venue.name,
        most,
    )


def _added_text(added: tuple[int, Venue]) -> str:
    line, venue = added
    return _(
        "line %(line)s: %(name)s (%(value)s, %(kind)s, %(where)s): %(safe_hours)s",
        line=line,
        name=venue.name,
        value=venue.status.value,
        kind=venue.kind,
        where=_where(venue),
        safe_hours=venue.safe_hours or _("hours not known"),
    )


def _where(venue: Venue) -> str:
    return (
        f"{venue.located.point.lat}, {venue.located.point.lon}" if venue.located else _("no point")
    )


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
        ).append(_("line %(line)s: %(shown)r", line=problem.line, shown=shown))
    return [
        _(
            "%(text)s (%(found)s%(value)s)",
            text=text,
            found=", ".join(found[:15]),
            value=_(" and %(number)s more", number=len(found) - 15) if len(found) > 15 else "",
        )
        for text, found in lines.items()
    ]


def faulty_rows_csv(plan: Plan) -> str:
    """The rejected rows as they came, with one more column that says what to mend."""
    rows: list[list[str]] = [[*plan.table.headers, _("what to mend")]]
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
        yield _("    and %(number)s more", number=len(items) - most)


def _change_text(planned: PlannedChange) -> str:
    changes = "; ".join(
        _(
            "%(field)s: %(old)s -> %(new)s",
            field=change.field,
            old=change.old or _("(nothing)"),
            new=change.new or _("(nothing)"),
        )
        for change in planned.changes
    )
    return _(
        "line %(line)s: %(name)s: %(changes)s",
        line=planned.line,
        name=planned.after.name,
        changes=changes,
    )
