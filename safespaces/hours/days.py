"""Which sessions begin on a date, from a timetable's rules: what two readings of the rules both
promise.

By order: the OSM specification's own ("the last rule that matches wins"; a rule after a comma adds;
a night ends at midnight where a later rule has hours of its own for the next day). By weight: a
rule that names the date is worth more than one for bank holidays, and that more than the week,
wherever they stand; what is shut by date stays shut; a session belongs to the day it begins on. A
place is open when both say so, shut when one says shut, and otherwise not known.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from safespaces.hours.bank_holidays import Holidays
from safespaces.hours.rules import MINUTES_A_DAY, DayState, Rule, Session
from safespaces.hours.selectors import Days
from safespaces.hours.special_days import special_day

_ALWAYS = Rule(Days(), DayState.OPEN, (Session(0, MINUTES_A_DAY),))
_CERTAINTY = (DayState.OFF, DayState.UNKNOWN, DayState.OPEN)  # least first


@dataclass(frozen=True, slots=True)
class Day:
    """The sessions that begin on one date: certain ones, those of which nobody can say, and a name
    such as "Boxing Day" or "".
    """

    open: tuple[Session, ...] = ()
    unknown: tuple[Session, ...] = ()
    name: str = ""
    is_settled: bool = (
        False  # shut or not known because of its date or a bank holiday, not because of the week
    )


class _Piece(NamedTuple):
    """From start to end in minutes after midnight: what one rule says."""

    start: int
    end: int
    state: DayState
    rule: int


def is_always_open(rules: tuple[Rule, ...]) -> bool:
    """Whether they say open day and night without exception."""
    return rules == (_ALWAYS,)


def day_of(rules: tuple[Rule, ...], on: date, holidays: Holidays) -> Day:
    """The sessions that begin on a date."""
    holiday, special = holidays(on), special_day(on)
    plain = _plain_day(rules, on) if holiday is None and special is None else None
    if plain is not None:
        return plain
    always_open = is_always_open(rules)
    weightiest = [rules[number] for number in _weightiest(rules, on, holiday is not None)]
    by_order, by_weight = _by_order(rules, on, holidays), _by_weight(rules, on, holidays)
    speaking = [rules[piece.rule] for piece in (*by_order, *by_weight)]
    both = _both(by_order, by_weight)
    silent = holiday is not None and not any(
        r.days.bank_holidays or r.is_dated or r.days.name(on) for r in weightiest
    )
    unnamed = special is not None and not any(rule.days.name(on) for rule in speaking)
    doubtful = bool(both) and (silent or unnamed) and not always_open
    pieces = [(start, end, DayState.UNKNOWN if doubtful else state) for start, end, state in both]
    if not always_open:
        pieces = _special_after_midnight(pieces, speaking, on)
    for start, end in _doubt_after_midnight(rules, on, holidays):
        pieces = [part for piece in pieces for part in _outside(piece, start, end)] + [
            (start, end, DayState.UNKNOWN)
        ]
    name = next((rule.name for rule in reversed(weightiest) if rule.name), holiday or special or "")
    settled = doubtful or _is_shut_by_date(rules, on, holidays)
    return Day(_sessions(pieces, DayState.OPEN), _sessions(pieces, DayState.UNKNOWN), name, settled)


def _plain_day(rules: tuple[Rule, ...], on: date) -> Day | None:
    """The day where one rule at most speaks of it, is certain and ends by midnight: no two readings
    then, and most days are so.

    None for any other day; both readings come to the same here, six times slower.
    """
    speaking = [rule for rule in rules if rule.days.match(on, False)]
    if not speaking:
        return Day()
    rule = speaking[0]
    if (
        len(speaking) > 1
        or rule.state is not DayState.OPEN
        or any(each.end_min > MINUTES_A_DAY for each in rule.sessions)
    ):
        return None
    if len(rule.sessions) == 1:
        return Day(rule.sessions, name=rule.name)
    return Day(
        _sessions(
            [(each.start_min, each.end_min, rule.state) for each in rule.sessions], rule.state
        ),
        name=rule.name,
    )


def _by_order(rules: tuple[Rule, ...], on: date, holidays: Holidays) -> list[_Piece]:
    """The specification's reading; what runs into the next day ends at midnight where a later rule
    speaks of that day.
    """
    painted: list[_Piece] = []
    for number in _standing(rules, on, holidays):
        rule = rules[number]
        if rule.state is DayState.OFF:
            painted = []
        for session in rule.sessions:
            painted = _painted(
                painted, _Piece(session.start_min, session.end_min, rule.state, number)
            )
    tomorrow = on + timedelta(days=1)
    is_holiday = holidays(tomorrow) is not None
    return [
        cut for piece in painted for cut in _beyond_midnight(piece, rules, tomorrow, is_holiday)
    ]


def _standing(rules: tuple[Rule, ...], on: date, holidays: Holidays) -> list[int]:
    """The rules that speak of a date: one with hours puts aside all before it, unless it is written
    after a comma.
    """
    is_holiday, found = holidays(on) is not None, list[int]()
    for number, rule in enumerate(rules):
        if rule.days.match(on, is_holiday):
            if rule.state is not DayState.OFF and not rule.is_added:
                found.clear()
            found.append(number)
    return found


def _beyond_midnight(
    piece: _Piece, rules: tuple[Rule, ...], tomorrow: date, is_holiday: bool
) -> Iterable[_Piece]:
    if piece.end <= MINUTES_A_DAY:
        return [piece]
    pieces = [piece]
    for rule in rules[piece.rule + 1 :]:
        if not rule.days.match(tomorrow, is_holiday):
            continue
        if rule.state is DayState.OFF or not rule.is_added:
            return [piece._replace(end=MINUTES_A_DAY)] if piece.start < MINUTES_A_DAY else []
        if rule.state is DayState.UNKNOWN:
            for session in rule.sessions:
                hole = _Piece(
                    session.start_min + MINUTES_A_DAY,
                    session.end_min + MINUTES_A_DAY,
                    rule.state,
                    piece.rule,
                )
                pieces = [cut for each in pieces for cut in _cut(each, hole)]
    return pieces


def _doubt_after_midnight(
    rules: tuple[Rule, ...], on: date, holidays: Holidays
) -> Iterable[tuple[int, int]]:
    """Where a rule that is not certain runs into the next day, even one that later rules put aside
    on the day it begins on.
    """
    is_holiday, tomorrow = holidays(on) is not None, on + timedelta(days=1)
    for number, rule in enumerate(rules):
        if rule.state is DayState.UNKNOWN and rule.days.match(on, is_holiday):
            for session in rule.sessions:
                piece = _Piece(
                    MINUTES_A_DAY, max(session.end_min, MINUTES_A_DAY), rule.state, number
                )
                for left in _beyond_midnight(
                    piece, rules, tomorrow, holidays(tomorrow) is not None
                ):
                    if left.end > left.start:
                        yield left.start, left.end


def _weightiest(rules: tuple[Rule, ...], on: date, is_holiday: bool) -> list[int]:
    """The weightiest rule that matches, the last of equals, with those that are added to it."""
    chosen: list[int] = []
    weight = 0
    for number, rule in enumerate(rules):
        if not rule.days.match(on, is_holiday):
            continue
        its = 2 if rule.is_dated else 1 if rule.days.bank_holidays and is_holiday else 0
        if not chosen or its > weight or (its == weight and not rule.is_added):
            chosen, weight = [number], its
        elif its == weight:
            chosen.append(number)
    return chosen


def _by_weight(rules: tuple[Rule, ...], on: date, holidays: Holidays) -> list[_Piece]:
    """The second reading; cut at midnight where the next day is shut by its date or as a bank
    holiday.
    """
    pieces: list[_Piece] = []
    for number in _weightiest(rules, on, holidays(on) is not None):
        rule = rules[number]
        if rule.state is DayState.OFF:
            pieces = []
        for session in rule.sessions:
            pieces = _painted(
                pieces, _Piece(session.start_min, session.end_min, rule.state, number)
            )
    if any(piece.end > MINUTES_A_DAY for piece in pieces) and _is_shut_by_date(
        rules, on + timedelta(days=1), holidays
    ):
        return [
            each._replace(end=min(each.end, MINUTES_A_DAY))
            for each in pieces
            if each.start < MINUTES_A_DAY
        ]
    return pieces


def _is_shut_by_date(rules: tuple[Rule, ...], on: date, holidays: Holidays) -> bool:
    """Whether a date is shut by its date or as a bank holiday."""
    is_holiday = holidays(on) is not None
    chosen = _weightiest(rules, on, is_holiday)
    last = rules[chosen[-1]] if chosen else None
    return (
        last is not None
        and last.state is DayState.OFF
        and (last.is_dated or (is_holiday and last.days.bank_holidays))
    )


def _both(some: list[_Piece], others: list[_Piece]) -> list[tuple[int, int, DayState]]:
    """Where both say something, the less certain of the two."""
    found = []
    for one in some:
        for other in others:
            start, end = max(one.start, other.start), min(one.end, other.end)
            if start < end:
                found.append((start, end, min(one.state, other.state, key=_CERTAINTY.index)))
    return found


def _special_after_midnight(
    pieces: list[tuple[int, int, DayState]], speaking: list[Rule], on: date
) -> list[tuple[int, int, DayState]]:
    """What runs into a special day is not known from midnight on, unless a rule names that day or
    the one it begins on.
    """
    tomorrow = on + timedelta(days=1)
    if special_day(tomorrow) is None or any(
        rule.days.name(on) or rule.days.name(tomorrow) for rule in speaking
    ):
        return pieces
    before = [
        (start, min(end, MINUTES_A_DAY), state)
        for start, end, state in pieces
        if start < MINUTES_A_DAY
    ]
    return before + [
        (max(start, MINUTES_A_DAY), end, DayState.UNKNOWN)
        for start, end, _ in pieces
        if end > MINUTES_A_DAY
    ]


def _outside(
    piece: tuple[int, int, DayState], start: int, end: int
) -> Iterable[tuple[int, int, DayState]]:
    first, last, state = piece
    return ((a, b, state) for a, b in ((first, min(last, start)), (max(first, end), last)) if a < b)


def _painted(pieces: list[_Piece], new: _Piece) -> list[_Piece]:
    """What was said before, but for where the new piece says something else."""
    return [cut for piece in pieces for cut in _cut(piece, new)] + [new]


def _cut(piece: _Piece, hole: _Piece) -> Iterable[_Piece]:
    if hole.end <= piece.start or hole.start >= piece.end:
        return [piece]
    left = [piece._replace(end=hole.start)] if piece.start < hole.start else []
    return [*left, piece._replace(start=hole.end)] if piece.end > hole.end else left


def _sessions(pieces: list[tuple[int, int, DayState]], state: DayState) -> tuple[Session, ...]:
    """The sessions of one state in order; those that touch or overlap become one."""
    found: list[Session] = []
    for start, end, its in sorted(pieces):
        if its is not state:
            continue
        if found and start <= found[-1].end_min:
            found[-1] = Session(found[-1].start_min, max(end, found[-1].end_min))
        else:
            found.append(Session(start, end))
    return tuple(found)
