"""A guessed column whose values are of another kind is set aside: "hours" may be a number of hours a week, "category" somebody else's."""

from dataclasses import replace

from safespaces.intake.mapping import Mapping
from safespaces.intake.table import Table
from safespaces.venues.fields import BY_NAME, Unclean, tidy

_SAMPLED = 200  # rows
_CAN_MEAN_SOMETHING_ELSE = ("id", "status", "kind", "safe_hours", "kit", "access", "minimum_age")


def without_wrong_guesses(mapping: Mapping, table: Table, said: tuple[str, ...]) -> Mapping:
    """The mapping without guessed columns of which more than half of at least two values cannot be read. What was said stays."""
    spoken = {option.partition("=")[0].removesuffix(":").strip() for option in said}
    wrong = {
        name
        for name, places in mapping.columns.items()
        if name in _CAN_MEAN_SOMETHING_ELSE and name not in spoken and _is_wrong(name, places[0], table)
    }
    return replace(mapping, columns={name: places for name, places in mapping.columns.items() if name not in wrong}) if wrong else mapping


def _is_wrong(name: str, place: int, table: Table) -> bool:
    cells = [tidy(row.cells[place]) for row in table.rows[:_SAMPLED] if place < len(row.cells)]
    values = [cell for cell in cells if cell and cell != "-"]
    return len(values) > 1 and sum(not _is_clean(name, value) for value in values) * 2 > len(values)


def _is_clean(name: str, value: str) -> bool:
    try:
        BY_NAME[name].clean(value)
    except Unclean as wrong:
        return "Do you mean" in wrong.remedy or "Did you mean" in wrong.remedy  # a question is an answer of the right kind
    return True
