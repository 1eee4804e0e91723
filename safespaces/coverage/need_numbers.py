"""The numbers of a need weight, read from a pasted table: two columns of a spreadsheet, as it was
typed, with headings, codes beside names, and cells that hold no number.
"""

import csv
import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from safespaces.coverage.demand import DemandLayer, DemandPoint
from safespaces.errors import BadField
from safespaces.language import gettext as _
from safespaces.venues.tidy import tidy

BY_AREA, BY_WARD = "area", "ward"
LONGEST_TEXT, LONGEST_LINE = 200_000, 300
_LARGEST = 1e9
_SHOWN = 5
_NUMBER = re.compile(r"[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})")
_AMOUNT = re.compile(r"[£$€]?[+-]?[\d.,]+\s*%?")  # a cell that holds a number of any sort
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_WARD_CODE = re.compile(r"e05\d+")
_AS_SPACE = str.maketrans({"\0": None, "\u00a0": " ", "\u202f": " "})
_DROPPED = str.maketrans({"'": None, "’": None, "‘": None, ".": None, "&": " and ", "-": " "})


@dataclass(frozen=True, slots=True)
class Numbers:
    """A number for each area (by its code) or each ward (by its name) of a layer."""

    by: str
    of: Mapping[str, float]

    def name_of(self, point: DemandPoint) -> str:
        """What the number of a demand point is kept under."""
        return point.code if self.by == BY_AREA else point.group


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the table: as it was typed, what it may be about, its last cell, and that as a
    number.
    """

    line: int
    said: str
    names: tuple[str, ...]
    cell: str
    number: float | None
    is_percent: bool


def read_numbers(text: str, layer: DemandLayer, *, only_whole: bool = False) -> Numbers:
    """The numbers of a table: in each line the code or name of an area, or the name of a ward, then
    a number, and every area or every ward once. What stands above is taken for headings.

    `only_whole`: they say how many there are. Raises BadField for whatever could be meant in two
    ways.
    """
    rows = _rows(text)
    wards = {_plain(point.group): point.group for point in layer.points if point.group}
    by, names = max(
        ((BY_WARD, wards), (BY_AREA, _areas(layer))),
        key=lambda each: sum(_meant(row, each[1]) is not None for row in rows),
    )
    first = next((at for at, row in enumerate(rows) if _meant(row, names)), len(rows))
    if first == len(rows):
        raise _fault(
            _("Paste a line for each ward or area: its name or code, a tab, then its number.")
            + (" " + _no_such(rows[-1], names, layer) if rows else "")
        )
    found = _matched(rows[first:], names, layer)
    _check_whole(rows[first:], only_whole)
    _check_all_there(found, by, layer, rows[:first])
    return Numbers(by, found)


def _rows(text: str) -> list[_Row]:
    if len(text) > LONGEST_TEXT:
        raise _fault(_("That is too long. A line for each ward or area is enough."))
    lines = [(line, said) for line, said in enumerate(text.splitlines(), 1) if said.strip()]
    long = next((line for line, said in lines if len(said) > LONGEST_LINE), None)
    if long:
        raise _fault(_("Line %(line)s is too long. Write a name and a number in it.", line=long))
    return [_row(line, said.translate(_AS_SPACE).strip()) for line, said in lines]


def _row(line: int, said: str) -> _Row:
    cells, is_clear = _cells(line, said)
    cell = cells[-1].strip() if len(cells) > 1 else ""
    names = tuple(
        tidy(each).rstrip(":") for each in cells[: max(1, len(cells) - 1)] if each.strip()
    )
    plain = cell.removesuffix("%").strip()
    if is_clear and _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    number = float(plain) if _NUMBER.fullmatch(plain) and plain.isascii() else None
    if number is None and not is_clear:  # a name of several words, and nothing after it
        names, cell = (*names, tidy(said)), cell if len(names) else ""
    return _Row(line, tidy(said)[:60], names, cell, number, cell.endswith("%"))


def _cells(line: int, said: str) -> tuple[Sequence[str], bool]:
    """The cells of a line, and whether it is clear where they end: then nothing but a number can be
    in the last.
    """
    for separator in ("\t", ";"):
        if separator in said:
            return [each.strip().strip('"') for each in said.split(separator)], True
    if '"' in said:
        return next(csv.reader([said], skipinitialspace=True)), True
    bare = said.removesuffix("%").rstrip()
    before, comma, last = bare.rpartition(",")
    mark = said[len(bare) :].strip()
    if not comma:
        name, _space, number = bare.rpartition(" ")
        return ([name, number + mark] if name else [bare]), False
    if last.strip().isdigit() and before[-1:].isdigit() and not before[-4:].strip("0123456789,"):
        raise _one_number(line, f"{before.rpartition(' ')[2]},{last}")
    if re.search(r"[\s,]\d{1,3}$", before) and last[:1].isdigit():
        raise _one_number(line, f"{re.split('[ ,]', before)[-1]},{last}")
    return [*before.split(","), last + mark], False


def _one_number(line: int, said: str) -> BadField:
    return _fault(
        _(
            "Line %(line)s: is “%(said)s” one number? Write it without a comma (1234 or 1.5), or"
            " put a tab before the number.",
            line=line,
            said=said[:20],
        )
    )


def _meant(row: _Row, names: Mapping[str, str]) -> str | None:
    """The area or ward that a line is about."""
    if " " not in row.names and (whole := names.get(_plain(", ".join(row.names)))):
        return whole
    return next((names[plain] for each in row.names if (plain := _plain(each)) in names), None)


def _matched(
    rows: Iterable[_Row], names: Mapping[str, str], layer: DemandLayer
) -> dict[str, float]:
    found = dict[str, float]()
    for row in rows:
        name = _meant(row, names)
        if name is None:
            raise _fault(_no_such(row, names, layer))
        if row.number is None:
            raise _fault(_no_number(row))
        others = [
            each for each in row.names if _AMOUNT.fullmatch(each) and _plain(each) not in names
        ]
        if others:
            raise _fault(
                _(
                    "Line %(line)s has two numbers: %(one)s and %(other)s. Paste the column that is"
                    " meant beside the names, and no other.",
                    line=row.line,
                    one=others[0],
                    other=row.cell[:20],
                )
            )
        if not 0 <= row.number <= _LARGEST:
            raise _fault(
                _("Line %(line)s: write a number from 0 to 1000000000.", line=row.line),
            )
        if name in found:
            raise _fault(
                _("Line %(line)s: %(name)s is there twice.", line=row.line, name=row.names[0][:60])
            )
        found[name] = row.number
    return found


def _no_number(row: _Row) -> str:
    return _(
        "Line %(line)s: “%(cell)s” is no number. Where a number is held back, write one in its"
        " place, such as 2 for “fewer than 5”, and say so in the source.",
        line=row.line,
        cell=(row.cell if row.cell in row.said.split() else row.said)[:40],
    )


def _no_such(row: _Row, names: Mapping[str, str], layer: DemandLayer) -> str:
    said = _(
        "Line %(line)s: “%(said)s” begins with no ward or area of “%(layer)s”.",
        line=row.line,
        said=row.said,
        layer=_(layer.title),
    )
    if any(_WARD_CODE.fullmatch(_plain(each)) for each in row.names):
        return f"{said} {_('Write wards by their names.')}"
    near = difflib.get_close_matches(_plain(row.names[0]) if row.names else "", names, 1, 0.75)
    if near:
        return f"{said} {_('Do you mean %(name)s?', name=names[near[0]])}"
    return f"{said} {_('Take the line out, or mend its name.')}"


def _check_whole(rows: Iterable[_Row], only_whole: bool) -> None:
    """How many there are is no share, and shares are of one kind."""
    known = [row for row in rows if row.number is not None]
    part = next(
        (row for row in known if row.is_percent or not float(row.number or 0).is_integer()), None
    )
    if only_whole and part:
        raise _fault(
            _(
                "Line %(line)s: “%(cell)s” is not how many there are. Write whole numbers, or say"
                " above that the numbers are how much each counts.",
                line=part.line,
                cell=part.cell[:20],
            )
        )
    with_mark = [row for row in known if row.is_percent]
    if with_mark and len(with_mark) < len(known):
        raise _fault(
            _(
                "Line %(line)s has a per cent sign and others have none. Write all of them in one"
                " way.",
                line=with_mark[0].line,
            )
        )


def _check_all_there(
    found: Mapping[str, float], by: str, layer: DemandLayer, headings: Sequence[_Row]
) -> None:
    every = {point.code if by == BY_AREA else point.group for point in layer.points}
    lacking = sorted(every - found.keys())
    if lacking:
        words = _(
            "There is no number for %(count)s of them: %(names)s. Write 0 only where there is"
            " none.",
            count=len(lacking),
            names=_some(each or _("areas without a ward") for each in lacking),
        )
        taken = _(
            "Taken for a heading: “%(said)s”.", said="”, “".join(row.said for row in headings[:3])
        )
        raise _fault(f"{words} {taken}" if headings else words)
    if not any(found.values()):
        raise _fault(_("All numbers are 0, so nobody would count."))


def _areas(layer: DemandLayer) -> dict[str, str]:
    """Codes of a layer by their codes and, where no two share one, by their names."""
    names = [_plain(point.name) for point in layer.points]
    once = {name for name in names if names.count(name) == 1}
    by_name = {
        name: point.code for name, point in zip(names, layer.points, strict=True) if name in once
    }
    return {**by_name, **{_plain(point.code): point.code for point in layer.points}}


def _plain(name: str) -> str:
    plain = " ".join(tidy(name).casefold().translate(_DROPPED).split())
    return plain.removesuffix(" ward")


def _some(names: Iterable[str]) -> str:
    every = list(names)
    shown = ", ".join(each[:40] for each in every[:_SHOWN])
    return shown if len(every) <= _SHOWN else _("%(names)s and others", names=shown)


def _fault(words: str) -> BadField:
    return BadField("numbers", words)
