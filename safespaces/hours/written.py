"""Times of day as people write them: "9am-5pm", "9.30 till 5pm", "12-2.30pm & 5.30pm-11pm", "0900-1730", "24 hours", "closed".

One reader for forms, cells of files and free texts. What can be meant in two ways is not guessed: AskedHours names the likely reading.
Of 5,447 ranges that 64 councils and charities of the UK published, 69 in 100 mark both ends, 12 are 24-hour times, and where only the end
is marked the mark counts for both (open-innovations/warm-spaces, 2023; counted for this service).
"""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from safespaces.errors import AskedHours, BadHours
from safespaces.hours.rules import MINUTES_A_DAY, Session
from safespaces.hours.week_text import session_text

_HALF = MINUTES_A_DAY // 2
_MORNING_MIN = 8 * 60  # a start before it, without am or pm, may be the evening
_AFTERNOON_MIN = 13 * 60  # from here on a time is plainly a 24-hour one
_NIGHT_ENDS_MIN = 6 * 60  # a night that is written out ends by then
_LONGEST_MIN = 16 * 60  # a longer day is asked about
_LATE_START_MIN = 11 * 60  # from then on "11:00-04:00" is a day and night at a place that is open late
_EARLIEST_MIN = 5 * 60  # a start before it without am is asked about
_ADVICE = 'Write it like 09:00-17:30, or "closed".'

SHUT = {"closed", "shut", "off", "not open", "close", "closed all day", "n/a closed"}
_ALL_DAY = {
    "24h",
    "24 hours",
    "24hours",
    "24hrs",
    "24 hrs",
    "24/7",
    "24 / 7",
    "always",
    "open 24 hours",
    "24 hours a day",
    "24 hour",
    "24hr",
    "24 hr",
    "24-7",
    "open 24/7",
}
_DASH = r"\s*(?:[-\u2010-\u2015\u2212~]|\bto\b|\buntil\b|['’]?\btill?\b|\bthrough\b)\s*"
_CLOCK = (
    r"(?:(?P<hour{n}>\d{{1,2}})(?:[:.](?P<minute{n}>\d{{2}})(?:[:.]00)?)?|(?P<four{n}>\d{{3,4}}))?\s*"
    r"(?P<mark{n}>a\.?\s?m\b\.?|p\.?\s?m\b\.?|noon\b|midday\b|midnight\b)?"
)
_RANGE = re.compile(_CLOCK.format(n=1) + _DASH + _CLOCK.format(n=2), re.IGNORECASE)
_PARTED = re.compile(r"\s*(?:,|;|&|\+|/(?!\s*7)|\band\b|\n)\s*", re.IGNORECASE)
_SIDE_BY_SIDE = re.compile(r"(\d(?:\s*[ap]\.?m\.?)?)\s+(?=\d{1,4}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*[-\u2010-\u2015])", re.IGNORECASE)
_TWO_DIGITS = re.compile(rf"[0-2]\d[:.]\d\d{_DASH}[0-2]\d[:.]\d\d", re.IGNORECASE)
_PERHAPS_ALL_DAY = re.compile(r"(?:open )?all day(?: long)?|all hours", re.IGNORECASE)
_AROUND = re.compile(r"^(?:opens?|from|between)(?:\s+from)?\s+|(?<=\d)\s?(?:hrs?|hours)\b", re.IGNORECASE)  # "from 9am to 5pm", "0900hrs"
_BARE_PAIR = re.compile(r"(\d{1,2}(?:[:.]\d\d)? ?(?:[ap]m)?) (\d{1,2}(?:[:.]\d\d)? ?(?:[ap]m)?)", re.IGNORECASE)
_AS_WRITTEN = re.compile(rf"[0-2]?\d[:.]\d\d{_DASH}[0-2]?\d[:.]\d\d", re.IGNORECASE)
_TO_THE_LAST_MINUTE = re.compile(rf"0?0[:.]?00{_DASH}23[:.]?59", re.IGNORECASE)
_THROUGH_THE_NIGHT = re.compile(r"\s*\(?\bnext day\)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time as written: minutes after midnight of its face, and whether it says which half of the day it is in."""

    minutes: int
    mark: str  # "am", "pm", "noon", "midnight", or "" where only 24-hour time would say it
    is_padded: bool  # written with a leading zero, as 24-hour times are

    @property
    def is_24_hour(self) -> bool:
        """Whether without a mark it can only be a 24-hour time."""
        return not self.mark and (self.minutes >= _AFTERNOON_MIN or self.minutes < 60)

    def at(self, mark: str) -> int:
        """Minutes after midnight when read with am or pm."""
        return self.minutes % _HALF + (_HALF if mark == "pm" else 0)


def is_all_day(text: str) -> bool:
    """Whether a text says that a place is open day and night; 23:59 stands for the end of the day."""
    return text.lower() in _ALL_DAY or bool(_TO_THE_LAST_MINUTE.fullmatch(text))


def sessions_of(text: str, is_late: bool = False) -> tuple[Session, ...]:
    """The sessions of one day in order, () when it is shut. Raises BadHours, or AskedHours with the likely reading.

    Of a place that is open late (`is_late`) "11:00-02:00" is a night; of any other it is likelier two in the afternoon.
    """
    tidy = " ".join(text.split()).strip(" ;,.")
    if tidy.lower() in SHUT:
        return ()
    if is_all_day(tidy):
        return (Session(0, MINUTES_A_DAY),)
    if _PERHAPS_ALL_DAY.fullmatch(tidy):
        raise AskedHours(f"{tidy!r} may mean the whole day or day and night.", "09:00-17:00 or 00:00-24:00")
    if pair := _BARE_PAIR.fullmatch(tidy):
        raise AskedHours(f"{tidy!r} has nothing between its two times.", f"{pair[1]}-{pair[2]}")
    plain = _AROUND.sub("", tidy)
    if tidy.lower().startswith("between "):
        plain = re.sub(r"\s+and\s+", " to ", plain, count=1, flags=re.IGNORECASE)
    pieces = [piece for piece in _PARTED.split(_SIDE_BY_SIDE.sub(r"\1, ", plain)) if piece]
    found, asked = _read_all(pieces, is_late)
    found = _joined_at_midnight(found)
    ordered = tuple(sorted(found, key=lambda each: each.start_min))
    if not asked and ordered != tuple(found) and any(each.end_min > MINUTES_A_DAY for each in found):
        asked, found = True, [_by_day(each) for each in found]  # "12:00-02:30, 05:30-10:00": hardly a night with a morning behind it
    if not asked and any(later.start_min < earlier.end_min for earlier, later in itertools.pairwise(ordered)):
        if ordered != tuple(found):
            raise AskedHours(f"{tidy!r} can be read in two ways.", _text(_in_turn(found)))
        raise BadHours(f"Two of the times in {tidy!r} overlap. Change one of them, or make one of the two.")
    if asked:
        raise AskedHours(f"{tidy!r} can be read in two ways.", _text(_in_turn(found)))
    return ordered


def sessions_as_written(text: str) -> tuple[Session, ...] | None:
    """The sessions by the 24-hour clock, None where they are not written so: for somebody who was asked and says it is meant."""
    pieces = [piece for piece in _PARTED.split(" ".join(text.split()).strip(" ;,.")) if piece]
    if not all(map(_AS_WRITTEN.fullmatch, pieces)):
        return None
    clocks = [[int(part) for part in re.findall(r"\d+", piece)] for piece in pieces]
    ends = [(hour * 60 + minute, last * 60 + at) for hour, minute, last, at in clocks]
    if any(clock[1] > 59 or clock[3] > 59 for clock in clocks) or any(max(pair) > MINUTES_A_DAY or pair[0] == pair[1] for pair in ends):
        return None
    found = sorted((Session(start, end if end > start else end + MINUTES_A_DAY) for start, end in ends), key=lambda each: each.start_min)
    overlap = any(later.start_min < earlier.end_min for earlier, later in itertools.pairwise(found))
    return None if overlap else tuple(found)


def _read_all(pieces: list[str], is_late: bool) -> tuple[list[Session], bool]:
    """The likely reading of each piece, and whether any of them has to be asked about."""
    found: list[Session] = []
    asked = False
    for piece in pieces:
        session, is_sure = _read(piece, is_late)
        found.append(session)
        asked |= not is_sure
    return found, asked


def _by_day(session: Session) -> Session:
    end = session.end_min - _HALF
    return Session(session.start_min, end) if session.end_min > MINUTES_A_DAY and end > session.start_min else session


def _joined_at_midnight(found: list[Session]) -> list[Session]:
    """ "10pm-midnight, midnight-2am" is one night, not two in the morning of the day before it."""
    out: list[Session] = []
    for each in found:
        if out and each.start_min == 0 and out[-1].end_min == MINUTES_A_DAY and out[-1].start_min > 0:
            out[-1] = Session(out[-1].start_min, each.end_min + MINUTES_A_DAY)
        else:
            out.append(each)
    return out


def _in_turn(sessions: Iterable[Session]) -> list[Session]:
    """Each after the one before it: a later spell that would begin earlier is meant half a day later."""
    out: list[Session] = []
    for each in sessions:
        before = out[-1] if out else None
        if before and each.start_min < before.end_min and each.start_min + _HALF >= before.end_min and each.start_min < _HALF:
            each = Session(each.start_min + _HALF, each.end_min + (_HALF if each.end_min <= _HALF + 60 else 0))
        out.append(each)
    return out


def _read(piece: str, is_late: bool) -> tuple[Session, bool]:
    through_the_night = bool(_THROUGH_THE_NIGHT.search(piece))
    match = _RANGE.fullmatch(_THROUGH_THE_NIGHT.sub("", piece).strip())
    start, end = (_clock(match, number) for number in (1, 2)) if match else (None, None)
    if start is None or end is None:
        raise BadHours(f"{piece[:60]!r} is not an opening and a closing time. {_ADVICE}")
    if through_the_night and _plain(start) % MINUTES_A_DAY < _plain(end) % MINUTES_A_DAY:
        raise BadHours(f"{piece[:60]!r} would be open for more than a day. {_ADVICE}")
    if through_the_night and not start.mark and not start.is_padded and 60 <= start.minutes < _HALF:  # "8-2am next day"
        start_text = f"{_hm(_plain(start) + _HALF)}-{_hm(_plain(end) % MINUTES_A_DAY)}"
        raise AskedHours(f"{piece!r} can be read in two ways.", start_text)
    if not start.mark and start.minutes >= MINUTES_A_DAY:
        raise BadHours(f"{piece[:60]!r} begins at midnight, which is the next day: write it there, such as 00:00-02:00.")
    if through_the_night:
        return Session(_plain(start) % MINUTES_A_DAY, _plain(end) % MINUTES_A_DAY + MINUTES_A_DAY), True
    if end.minutes == 0 and not end.mark:
        if start.minutes == 0:
            raise BadHours(f'{piece!r} begins and ends at the same time. Write "closed", or 00:00-24:00 if it is open day and night.')
        by_day = f"{_hm(_plain(start))}-17:00 or " if _plain(start) < 17 * 60 else ""
        raise AskedHours(f"{piece!r} closes at 00:00, which is often a typing slip.", f"{by_day}{_hm(_plain(start))}-24:00")
    if start.mark == end.mark == "am" and end.minutes % _HALF == 0:
        begins = _hm(_plain(start) % MINUTES_A_DAY)
        raise AskedHours(f"{piece!r} ends at 12am, which is midnight.", f"{begins}-12:00 or {begins}-24:00")
    is_short = end.minutes + MINUTES_A_DAY - start.minutes <= _LONGEST_MIN or start.minutes >= _LATE_START_MIN
    if is_late and _TWO_DIGITS.fullmatch(piece) and 0 < end.minutes <= _NIGHT_ENDS_MIN < start.minutes and is_short:
        return Session(start.minutes, end.minutes + MINUTES_A_DAY), True
    session, is_sure = _meant(start, end)
    is_before_dawn = not start.mark and session.start_min < _EARLIEST_MIN and session != Session(0, MINUTES_A_DAY)
    return session, is_sure and not is_before_dawn


def _meant(start: _Clock, end: _Clock) -> tuple[Session, bool]:
    """The likely reading of a range, and whether it is the only one."""
    if start.mark and end.mark:
        return _both_marked(_plain(start), _plain(end))
    if end.mark:
        return _end_marked(start, _plain(end))
    if start.mark:
        return _start_marked(_plain(start) % MINUTES_A_DAY, end)
    return _unmarked(start, end)


def _both_marked(start: int, end: int) -> tuple[Session, bool]:
    start %= MINUTES_A_DAY
    if end > start and start < _EARLIEST_MIN and end >= _HALF:  # "12am-5pm": noon, most likely
        return Session(start + _HALF, end if end > start + _HALF else min(end + _HALF, MINUTES_A_DAY)), False
    if end > start:
        return Session(start, end), True
    if start >= _HALF and end <= _NIGHT_ENDS_MIN:
        return Session(start, end + MINUTES_A_DAY), True
    later = end + _HALF if end + _HALF > start else end + MINUTES_A_DAY  # "9am-12am", "2pm-2pm": a slip in one of the marks
    return Session(start, later), False


def _end_marked(start: _Clock, end: int) -> tuple[Session, bool]:
    """The mark counts for both, unless the start would then not be before the end: then it is in the morning."""
    if start.is_24_hour:
        return (Session(start.minutes, end), True) if start.minutes < end else _both_marked(start.minutes, end)
    same_half = start.at("pm" if end > _HALF else "am")
    if end == MINUTES_A_DAY:
        same_half = start.at("pm")
    if same_half < end:
        return Session(same_half, end), not (start.is_padded and start.minutes < end and same_half != start.minutes)
    other = start.at("am")
    return Session(other, end if end > other else end + MINUTES_A_DAY), end > other


def _start_marked(start: int, end: _Clock) -> tuple[Session, bool]:
    """The nearest such time after the start; of "12am-5" the afternoon's is likelier."""
    if end.is_24_hour or end.minutes == MINUTES_A_DAY:
        return (Session(start, end.minutes), True) if end.minutes > start else (Session(start, end.minutes + MINUTES_A_DAY), True)
    is_slip = start < _EARLIEST_MIN
    begins = start + _HALF if is_slip else start
    nearest = next(minutes for minutes in (end.minutes % _HALF + _HALF * half for half in range(5)) if minutes > begins)
    return Session(begins, nearest), not is_slip and not (end.is_padded and nearest != end.minutes)


def _unmarked(start: _Clock, end: _Clock) -> tuple[Session, bool]:
    first, last = start.minutes, end.minutes
    if last > first:
        is_plain = last >= _AFTERNOON_MIN or first >= _MORNING_MIN or (start.is_padded and first >= _EARLIEST_MIN)
        if is_plain and first >= 60:
            return Session(first, last), True
        return (
            Session(first, last) if first == 0 or last >= _AFTERNOON_MIN else Session(first + _HALF, last + _HALF)
        ), first == 0 and last == MINUTES_A_DAY
    if first >= _AFTERNOON_MIN and last <= _NIGHT_ENDS_MIN:
        # "18:00-02:00" is a night; "13:00-5:00" and "14:00-4" end in the afternoon, most likely
        is_night = last + _HALF <= first or end.is_padded or last < 60
        return (Session(first, last + MINUTES_A_DAY), True) if is_night else (Session(first, last + _HALF), False)
    return Session(first, last + _HALF if last + _HALF > first else last + MINUTES_A_DAY), False


def _clock(match: re.Match[str], number: int) -> _Clock | None:
    hour, minute, four, mark = (match[f"{part}{number}"] for part in ("hour", "minute", "four", "mark"))
    its_mark = re.sub(r"[.\s]", "", (mark or "").lower())
    if four:
        hour, minute = four[:-2], four[-2:]
    if hour is None:
        return {"noon": _Clock(_HALF, "noon", False), "midday": _Clock(_HALF, "noon", False)}.get(
            its_mark, _Clock(MINUTES_A_DAY, "midnight", False) if its_mark == "midnight" else None
        )  # fmt: skip
    minutes = int(hour) * 60 + int(minute or 0)
    if its_mark in ("noon", "midday", "midnight"):
        if minutes != _HALF:
            return None
        return _Clock(_HALF if its_mark != "midnight" else MINUTES_A_DAY, "noon" if its_mark != "midnight" else "midnight", False)
    is_face = 1 <= int(hour) <= 12
    if int(minute or 0) > 59 or minutes > MINUTES_A_DAY or (its_mark and not is_face and int(hour) < 13):
        return None
    if its_mark and not is_face:
        its_mark = ""  # "14:00pm" is 14:00
    return _Clock(minutes, its_mark, hour.startswith("0") or len(four or "") == 4)


def _plain(clock: _Clock) -> int:
    """Minutes after midnight by its mark, or as they stand. Midnight is the end of the day."""
    if clock.mark in ("am", "pm"):
        minutes = clock.at(clock.mark)
        return MINUTES_A_DAY if minutes == 0 and clock.mark == "am" else minutes
    return clock.minutes


def _hm(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _text(sessions: Iterable[Session]) -> str:
    return ",".join(map(session_text, sessions))
