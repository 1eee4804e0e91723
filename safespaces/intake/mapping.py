"""Which column of a file means which field: by the headers themselves, or as the sender says.

address=address1+address2    two columns make one value
kind:=library                every row has this value
note=                        the column is left out
"""

from dataclasses import dataclass

from safespaces.errors import ImportRefused, NoNameColumn
from safespaces.venues.fields import BY_NAME, FIELDS, field_for_header
from safespaces.venues.weekdays import day_of_header


@dataclass(frozen=True, slots=True)
class Mapping:
    """For each field its columns (positions) or its fixed text; and the positions of weekday columns, by "Mo" to "Su"."""

    columns: dict[str, tuple[int, ...]]
    fixed: dict[str, str]
    weekdays: dict[str, int]

    def unused(self, headers: tuple[str, ...]) -> tuple[str, ...]:
        """Headers of columns that mean nothing here, so that nobody believes they were taken."""
        used = {place for places in self.columns.values() for place in places} | set(self.weekdays.values())
        return tuple(header for place, header in enumerate(headers) if header and place not in used)


def make_mapping(headers: tuple[str, ...], said: tuple[str, ...] = ()) -> Mapping:
    """The mapping for a header line. Raises ImportRefused for a wrong option, and when no column is a name."""
    columns = _by_headers(headers)
    fixed: dict[str, str] = {}
    for option in said:
        _apply(option, headers, columns, fixed)
    if "name" not in columns:
        raise NoNameColumn(
            f"No column is called name. The columns are: {_shown(headers)}. "
            'The first line has to name the columns; or say which one it is, as in --map "name=Library name".'
        )
    weekdays = {day: place for place, header in enumerate(headers) if (day := day_of_header(header))}
    return Mapping(columns, fixed, {} if "safe_hours" in columns or "safe_hours" in fixed else weekdays)


def _by_headers(headers: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    """A header in our own spelling wins over one that only means the same."""
    found: dict[str, tuple[int, ...]] = {}
    for place, header in enumerate(headers):
        field = field_for_header(header)
        if field and (field.name not in found or header.strip().lower() == field.name):
            found[field.name] = (place,)
    return found


def _apply(option: str, headers: tuple[str, ...], columns: dict[str, tuple[int, ...]], fixed: dict[str, str]) -> None:
    name, sign, wanted = option.partition("=")
    is_fixed, name = name.endswith(":"), name.removesuffix(":").strip()
    if not sign or name not in BY_NAME:
        names = ", ".join(field.name for field in FIELDS)
        raise ImportRefused(
            f"{option[:80]!r} is no mapping. Write FIELD=COLUMN, FIELD=COLUMN+COLUMN or FIELD:=VALUE; the fields are: {names}."
        )
    columns.pop(name, None)
    if is_fixed:
        fixed[name] = wanted.strip()
    elif wanted.strip():
        whole = [header for header in headers if header.casefold() == wanted.strip().casefold()]  # a header may have a plus of its own
        columns[name] = tuple(_place(column.strip(), headers) for column in whole or wanted.split("+"))


def _place(column: str, headers: tuple[str, ...]) -> int:
    for place, header in enumerate(headers):
        if header.casefold() == column.casefold():
            return place
    raise ImportRefused(f"The file has no column {column[:60]!r}. Its columns are: {_shown(headers)}.")


def _shown(headers: tuple[str, ...]) -> str:
    return ", ".join(header[:30] or "(no name)" for header in headers[:20]) + (" ..." if len(headers) > 20 else "")
