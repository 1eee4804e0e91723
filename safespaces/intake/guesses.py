"""A guessed column whose values are of another kind is set aside: "hours" may be a number of hours
a week, "category" somebody else's.
"""

import re
from collections.abc import Mapping as Columns
from dataclasses import replace

from safespaces.errors import BadPoint
from safespaces.geo.point import pair_from_text
from safespaces.intake.caveats import is_about_closing
from safespaces.intake.cells import cell_text
from safespaces.intake.mapping import Mapping
from safespaces.intake.meanings import (
    CLOSED,
    EASTING,
    NORTHING,
    OPEN_DAYS,
    OWN,
    POSITION,
    STAFFED_HOURS,
    meaning_of_header,
)
from safespaces.intake.record import Table
from safespaces.venues.cleaners import Unclean
from safespaces.venues.fields import BY_NAME
from safespaces.venues.tidy import header_key

_SAMPLED = 200  # rows
_LONGEST_NUMBER = 60  # letters of a place's number in somebody else's list; beyond it is prose
_CAN_MEAN_SOMETHING_ELSE = ("id", "status", "kind", "safe_hours", CLOSED, POSITION)
_METRES = re.compile(r"-?\d{4,7}(\.\d+)?")
_DAY_WORD = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun|mo|tu|we|th|fr|sa|su|daily)", re.IGNORECASE)


def without_wrong_guesses(mapping: Mapping, table: Table, said: tuple[str, ...]) -> Mapping:
    """The mapping without guessed columns of which more than half of the values cannot be read.

    What was said stays.

    Latitude and longitude in metres are taken for easting and northing; a column "Status" of "Open"
    and "Closed" for what it is.
    """
    spoken = {option.partition("=")[0].removesuffix(":").strip() for option in said}
    columns = dict(mapping.columns)
    for name in [
        each for each in _CAN_MEAN_SOMETHING_ELSE if each in columns and each not in spoken
    ]:
        if _is_wrong(name, columns[name][0], table):
            _set_aside(name, columns, table, spoken)
    _take_metres(columns, table, spoken)
    if (
        OPEN_DAYS in columns
        and OPEN_DAYS not in spoken
        and ("safe_hours" not in columns or mapping.weekdays)
    ):
        del columns[OPEN_DAYS]
    if (
        OPEN_DAYS not in columns
        and "safe_hours" in columns
        and "safe_hours" not in spoken
        and _are_times_alone(columns, table)
    ):
        del columns["safe_hours"]
    staffed = next(
        (
            place
            for place, header in enumerate(table.headers)
            if re.fullmatch(STAFFED_HOURS, header_key(header))
        ),
        None,
    )
    if (
        "safe_hours" in columns
        and "safe_hours" not in spoken
        and staffed is not None
        and _values(staffed, table)
    ):
        columns["safe_hours"] = (staffed,)
    if (
        "safe_hours" in columns
        and "safe_hours" not in spoken
        and mapping.weekdays
        and not _values(columns["safe_hours"][0], table)
    ):
        del columns["safe_hours"]
    # the whole text says more than its days
    says_whole = "safe_hours" in columns or "safe_hours" in mapping.fixed
    return replace(mapping, columns=columns, weekdays={} if says_whole else mapping.weekdays)


def _set_aside(
    name: str, columns: dict[str, tuple[int, ...]], table: Table, spoken: set[str]
) -> None:
    place = columns.pop(name)[0]
    if (
        name == "status"
        and CLOSED not in columns
        and CLOSED not in spoken
        and is_about_closing(_values(place, table))
    ):
        columns[CLOSED] = (place,)
    if (
        name == "id"
        and "external_id" not in spoken
        and all(len(value) <= _LONGEST_NUMBER for value in _values(place, table))
    ):
        columns.setdefault("external_id", (place,))


def _take_metres(columns: dict[str, tuple[int, ...]], table: Table, spoken: set[str]) -> None:
    for degrees, metres in (("lon", EASTING), ("lat", NORTHING)):
        if (
            degrees in columns
            and degrees not in spoken
            and _is_metres(_values(columns[degrees][0], table))
        ):
            columns.setdefault(metres, columns.pop(degrees))


def _is_metres(values: list[str]) -> bool:
    return bool(values) and sum(bool(_METRES.fullmatch(value)) for value in values) * 2 > len(
        values
    )


def _are_times_alone(columns: Columns[str, tuple[int, ...]], table: Table) -> bool:
    """Whether no value of an hours column names a day: made into hours alone they would count for
    every day.
    """
    place = columns["safe_hours"][0]
    if meaning_of_header(table.headers[place]) == ("safe_hours", OWN):
        return False
    values = _values(place, table)
    times = [value for value in values if re.search(r"\d", value) and not re.search(r"24", value)]
    return len(times) > 1 and not any(_DAY_WORD.search(value) for value in values)


def _is_wrong(name: str, place: int, table: Table) -> bool:
    values = _values(place, table)
    meaning = meaning_of_header(table.headers[place])
    is_sure = meaning is not None and meaning.rank <= OWN
    return len(values) > is_sure and sum(not _is_clean(name, value) for value in values) * 2 > len(
        values
    )


def _values(place: int, table: Table) -> list[str]:
    cells = [cell_text(row, place) for row in table.rows[:_SAMPLED] if place < len(row.cells)]
    return [cell for cell in cells if cell and cell != "-"]


def _is_clean(name: str, value: str) -> bool:
    if name == CLOSED:
        return not _DAY_WORD.search(value)
    if (
        name == "safe_hours"
    ):  # a number of hours a week; what cannot be read as hours is named row by row
        return not re.fullmatch(r"\d{1,3}(\.\d+)?", value)
    try:
        if name == POSITION:
            return pair_from_text(value.strip("()[] ")) is not None
        BY_NAME[name].clean(value)
    except BadPoint:
        return False
    except Unclean as wrong:
        # a question is an answer of the right kind
        return "Do you mean" in wrong.remedy or "Did you mean" in wrong.remedy
    return True
