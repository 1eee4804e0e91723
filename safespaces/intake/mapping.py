"""Which column of a file means which field or day: by the headers themselves, or as the sender
says.

address=address1+address2    two columns make one value (address and note only)
monday=Mon open+Mon close    a day in two columns
kind:=library                every row has this value
blank_days:=closed           a blank day of a new place means that it is closed; left out, that
                             nobody knows
note=                        the column is left out
"""

from dataclasses import dataclass, replace

from safespaces.errors import ImportRefused, NoNameColumn
from safespaces.intake.meanings import MORE_TARGETS, is_address_part, is_personal, meaning_of_header
from safespaces.language import gettext as _
from safespaces.venues.fields import BY_NAME, FIELDS
from safespaces.venues.weekdays import (
    DAY_GROUPS,
    DAY_LABELS,
    DAY_TARGETS,
    day_of_header,
    days_of_headers,
)

TARGETS = (*(field.name for field in FIELDS), *MORE_TARGETS, *DAY_TARGETS, *DAY_GROUPS)
BLANK_DAYS = "blank_days"  # an option, "blank_days:=closed": what a blank day of a new place means
_JOINED = {"address", "note"}  # of any other field two columns make no one value


@dataclass(frozen=True, slots=True)
class Mapping:
    """For each field its columns (positions) or its fixed text; and the columns of days, by "Mo" to
    "Su" and "PH".

    `blank_days` says what a blank day of a new place means, where others are filled: "closed", or
    "" while nobody has said so.
    """

    columns: dict[str, tuple[int, ...]]
    fixed: dict[str, str]
    weekdays: dict[str, tuple[int, ...]]
    blank_days: str = ""

    def unused(self, headers: tuple[str, ...]) -> tuple[str, ...]:
        """Headers of columns that mean nothing here, so that nobody believes they were taken."""
        used = {
            place
            for places in (*self.columns.values(), *self.weekdays.values())
            for place in places
        }
        return tuple(header for place, header in enumerate(headers) if header and place not in used)

    def personal(self, headers: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the unused ones that are about people."""
        return tuple(header for header in self.unused(headers) if is_personal(header))

    def targets(self, headers: tuple[str, ...]) -> dict[str, str]:
        """What each header is taken for: the name of a field or a day; "" for none."""
        found = {place: name for name, places in self.columns.items() for place in places}
        days: dict[int, set[str]] = {}
        for code, places in self.weekdays.items():
            for place in places:
                days.setdefault(place, set()).add(code)
        found |= {place: _target_of(codes) for place, codes in days.items()}
        return {header: found.get(place, "") for place, header in enumerate(headers) if header}


def make_mapping(headers: tuple[str, ...], said: tuple[str, ...] = ()) -> Mapping:
    """The mapping for a header line.

    Raises ImportRefused for a wrong option, and when no column is a name.
    """
    mapping = guessed_mapping(headers)
    # several days together first: a day with a column of its own is told there
    for option in sorted(said, key=lambda each: each.partition("=")[0].strip() not in DAY_GROUPS):
        _apply(option, headers, mapping)
    if BLANK_DAYS in mapping.fixed:
        mapping = replace(mapping, blank_days=mapping.fixed.pop(BLANK_DAYS))
    if "name" not in mapping.columns:
        raise NoNameColumn(
            _(
                "No column is called name. The columns are: %(shown)s. The first line"
                " has to name the columns; or say which one it is, as in --map"
                ' "name=Library name".',
                shown=_shown(headers),
            )
        )
    return mapping


def is_our_file(headers: tuple[str, ...]) -> bool:
    """Whether a file has the columns of our own export, so that its ids are ours."""
    return {"id", "name", "status", "point_source"} <= set(headers)


def guessed_mapping(headers: tuple[str, ...]) -> Mapping:
    """What the headers themselves say: for each field the surest of them, the first of equals; an
    address may stand in several.
    """
    found: dict[str, tuple[int, ...]] = {}
    ranks: dict[str, int] = {}
    for place, header in enumerate(headers):
        meaning = meaning_of_header(header)
        if (
            meaning
            and meaning.target not in (*DAY_TARGETS, *DAY_GROUPS)
            and meaning.rank < ranks.get(meaning.target, len(headers) + 9)
        ):
            found[meaning.target], ranks[meaning.target] = (place,), meaning.rank
    if "address" in found:
        found["address"] = _address_columns(headers, found["address"][0], found)
    return Mapping(found, {}, days_of_headers(headers))


def _address_columns(
    headers: tuple[str, ...], surest: int, found: dict[str, tuple[int, ...]]
) -> tuple[int, ...]:
    """The columns that make one address: a whole one alone, with its town; otherwise its lines,
    street and town, as they stand.
    """
    taken = {place for target, places in found.items() if target != "address" for place in places}
    parts = [
        place
        for place, header in enumerate(headers)
        if is_address_part(header) and place not in taken
    ]
    return tuple(dict.fromkeys(parts)) if surest in parts else (surest,)


def _apply(option: str, headers: tuple[str, ...], mapping: Mapping) -> None:
    name, sign, wanted = option.partition("=")
    is_fixed, name = name.endswith(":"), name.removesuffix(":").strip()
    if is_fixed and name == BLANK_DAYS and wanted in ("", "closed"):
        mapping.fixed[BLANK_DAYS] = wanted
        return
    if (
        not sign
        or name not in TARGETS
        or (is_fixed and name in (*DAY_TARGETS, *DAY_GROUPS, *MORE_TARGETS))
    ):
        names = ", ".join(TARGETS)
        raise ImportRefused(
            _(
                "%(option)r is no mapping. Write FIELD=COLUMN, FIELD=COLUMN+COLUMN or"
                " FIELD:=VALUE; the fields are: %(names)s.",
                option=option[:80],
                names=names,
            )
        )
    places = () if is_fixed or not wanted.strip() else _places(wanted.strip(), headers)
    if name == "safe_hours" and len(places) > 1 and (days := _all_days(places, headers)):
        mapping.weekdays.update(days)  # seven columns set to Safe hours: each is a day
        _set(mapping.columns, name, ())
        return
    _check_joined(name, places)
    if name in DAY_TARGETS:
        _set(mapping.weekdays, DAY_TARGETS[name], places)
        return
    if name in DAY_GROUPS:
        for code in DAY_GROUPS[name]:
            _set(mapping.weekdays, code, places)
        return
    _set(mapping.columns, name, places)
    mapping.fixed.pop(name, None)
    if is_fixed:
        mapping.fixed[name] = wanted.strip()


def _target_of(codes: set[str]) -> str:
    """The day, or the smallest group of days, that a column is taken for."""
    if len(codes) == 1:
        return next(name for name, code in DAY_TARGETS.items() if code in codes)
    groups = [name for name, days in DAY_GROUPS.items() if codes <= set(days)]
    return min(groups, key=lambda name: len(DAY_GROUPS[name]))


def _set(columns: dict[str, tuple[int, ...]], name: str, places: tuple[int, ...]) -> None:
    columns.pop(name, None)
    if places:
        columns[name] = places


def _places(wanted: str, headers: tuple[str, ...]) -> tuple[int, ...]:
    # a header may have a plus of its own
    whole = [header for header in headers if header.casefold() == wanted.casefold()]
    return tuple(_place(column.strip(), headers) for column in whole or wanted.split("+"))


def _check_joined(name: str, places: tuple[int, ...]) -> None:
    """Raises ImportRefused where several columns cannot make one value: of hours they would count
    for every day.
    """
    if (
        len(places) > 1
        and name not in _JOINED
        and not (name in (*DAY_TARGETS, *DAY_GROUPS) and len(places) == 2)
    ):
        label = _label_of(name)
        more = (
            _(" Give each day its own: Monday to Sunday, and bank holidays.")
            if name == "safe_hours"
            else ""
        )
        raise ImportRefused(
            _(
                "Several columns cannot make one %(label)s. Choose one of them.%(more)s",
                label=label,
                more=more,
            )
        )


def _all_days(places: tuple[int, ...], headers: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    """The day of each column, where every one of them is another day; otherwise none."""
    days: dict[str, tuple[int, ...]] = {
        code: (place,) for place in places if (code := day_of_header(headers[place]))
    }
    return days if len(days) == len(places) else {}


def _place(column: str, headers: tuple[str, ...]) -> int:
    for place, header in enumerate(headers):
        if header.casefold() == column.casefold():
            return place
    raise ImportRefused(
        _(
            "The file has no column %(column)r. Its columns are: %(shown)s.",
            column=column[:60],
            shown=_shown(headers),
        )
    )


def _label_of(name: str) -> str:
    if name in BY_NAME:
        return _(BY_NAME[name].label)
    return DAY_LABELS.get(name) or MORE_TARGETS[name]


def _shown(headers: tuple[str, ...]) -> str:
    return ", ".join(header[:30] or _("(no name)") for header in headers[:20]) + (
        " ..." if len(headers) > 20 else ""
    )
