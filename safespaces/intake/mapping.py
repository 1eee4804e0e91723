"""Which column of a file means which field or day: by the headers themselves, or as the sender says.

address=address1+address2    two columns make one value (address and note only)
monday=Mon open+Mon close    a day in two columns
kind:=library                every row has this value
note=                        the column is left out
"""

from dataclasses import dataclass

from safespaces.errors import ImportRefused, NoNameColumn
from safespaces.venues.fields import BY_NAME, FIELDS, field_for_header
from safespaces.venues.weekdays import DAY_LABELS, DAY_TARGETS, days_of_headers

TARGETS = (*(field.name for field in FIELDS), *DAY_TARGETS)
_JOINED = {"address", "note"}  # of any other field two columns make no one value


@dataclass(frozen=True, slots=True)
class Mapping:
    """For each field its columns (positions) or its fixed text; and the columns of days, by "Mo" to "Su" and "PH"."""

    columns: dict[str, tuple[int, ...]]
    fixed: dict[str, str]
    weekdays: dict[str, tuple[int, ...]]

    def unused(self, headers: tuple[str, ...]) -> tuple[str, ...]:
        """Headers of columns that mean nothing here, so that nobody believes they were taken."""
        used = {place for places in (*self.columns.values(), *self.weekdays.values()) for place in places}
        return tuple(header for place, header in enumerate(headers) if header and place not in used)

    def targets(self, headers: tuple[str, ...]) -> dict[str, str]:
        """What each header is taken for: the name of a field or a day; "" for none."""
        days = {code: name for name, code in DAY_TARGETS.items()}
        found = {place: name for name, places in self.columns.items() for place in places}
        found |= {place: days[code] for code, places in self.weekdays.items() for place in places}
        return {header: found.get(place, "") for place, header in enumerate(headers) if header}


def make_mapping(headers: tuple[str, ...], said: tuple[str, ...] = ()) -> Mapping:
    """The mapping for a header line. Raises ImportRefused for a wrong option, and when no column is a name."""
    mapping = guessed_mapping(headers)
    for option in said:
        _apply(option, headers, mapping)
    if "name" not in mapping.columns:
        raise NoNameColumn(
            f"No column is called name. The columns are: {_shown(headers)}. "
            'The first line has to name the columns; or say which one it is, as in --map "name=Library name".'
        )
    if "safe_hours" in mapping.columns or "safe_hours" in mapping.fixed:
        mapping.weekdays.clear()  # the whole text says more than its days
    return mapping


def guessed_mapping(headers: tuple[str, ...]) -> Mapping:
    """What the headers themselves say. One in our own spelling wins over one that only means the same."""
    found: dict[str, tuple[int, ...]] = {}
    days = days_of_headers(headers)
    for place, header in enumerate(headers):
        field = field_for_header(header)
        if field and (field.name not in found or header.strip().lower() == field.name):
            found[field.name] = (place,)
    return Mapping(found, {}, days)


def _apply(option: str, headers: tuple[str, ...], mapping: Mapping) -> None:
    name, sign, wanted = option.partition("=")
    is_fixed, name = name.endswith(":"), name.removesuffix(":").strip()
    if not sign or name not in TARGETS or (is_fixed and name in DAY_TARGETS):
        names = ", ".join(TARGETS)
        raise ImportRefused(
            f"{option[:80]!r} is no mapping. Write FIELD=COLUMN, FIELD=COLUMN+COLUMN or FIELD:=VALUE; the fields are: {names}."
        )
    places = () if is_fixed or not wanted.strip() else _places(wanted.strip(), headers)
    _check_joined(name, places)
    if name in DAY_TARGETS:
        _set(mapping.weekdays, DAY_TARGETS[name], places)
        return
    _set(mapping.columns, name, places)
    mapping.fixed.pop(name, None)
    if is_fixed:
        mapping.fixed[name] = wanted.strip()


def _set(columns: dict[str, tuple[int, ...]], name: str, places: tuple[int, ...]) -> None:
    columns.pop(name, None)
    if places:
        columns[name] = places


def _places(wanted: str, headers: tuple[str, ...]) -> tuple[int, ...]:
    whole = [header for header in headers if header.casefold() == wanted.casefold()]  # a header may have a plus of its own
    return tuple(_place(column.strip(), headers) for column in whole or wanted.split("+"))


def _check_joined(name: str, places: tuple[int, ...]) -> None:
    """Raises ImportRefused where several columns cannot make one value: of hours they would count for every day."""
    if len(places) > 1 and name not in _JOINED and not (name in DAY_TARGETS and len(places) == 2):
        label = BY_NAME[name].label if name in BY_NAME else DAY_LABELS[name]
        more = " Give each day its own: Monday to Sunday, and bank holidays." if name == "safe_hours" else ""
        raise ImportRefused(f"Several columns cannot make one {label}. Choose one of them.{more}")


def _place(column: str, headers: tuple[str, ...]) -> int:
    for place, header in enumerate(headers):
        if header.casefold() == column.casefold():
            return place
    raise ImportRefused(f"The file has no column {column[:60]!r}. Its columns are: {_shown(headers)}.")


def _shown(headers: tuple[str, ...]) -> str:
    return ", ".join(header[:30] or "(no name)" for header in headers[:20]) + (" ..." if len(headers) > 20 else "")
