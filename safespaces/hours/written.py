"""Times of day as people write them: "9am-5pm", "9.30 till 5pm", "12-2.30pm & 5.30pm-11pm",
"0900-1730", "24 hours", "closed".

One reader for forms, cells of files and free texts. What can be meant in two ways is not guessed:
AskedHours names the likely reading. Of 5,447 ranges that 64 councils and charities of the UK
published, 69 in 100 mark both ends, 12 are 24-hour times, and where only the end is marked the mark
counts for both (open-innovations/warm-spaces, 2023; counted for this service).
"""

import itertools
import re
from collections.abc import Iterable

from safespaces.errors import AskedHours, BadHours
from safespaces.hours.clock_range import (
    CLOCK,
    EARLIEST_MIN,
    HALF_A_DAY,
    NIGHT_ENDS_MIN,
    clock_of,
    likely_session,
    minutes_of,
)
from safespaces.hours.rules import MINUTES_A_DAY, Session
from safespaces.hours.week_text import session_text
from safespaces.language import gettext as _
from safespaces.language import marked

_LONGEST_MIN = 16 * 60  # a longer day is asked about
# from then on "11:00-04:00" is a day and night at a place that is open late
_LATE_START_MIN = 11 * 60
_ADVICE = marked('Write it like 09:00-17:30, or "closed".')

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
_RANGE = re.compile(CLOCK.format(n=1) + _DASH + CLOCK.format(n=2), re.IGNORECASE)
_PARTED = re.compile(r"\s*(?:,|;|&|\+|/(?!\s*7)|\band\b|\n)\s*", re.IGNORECASE)
_SIDE_BY_SIDE = re.compile(
    r"(\d(?:\s*[ap]\.?m\.?)?)\s+(?=\d{1,4}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*[-\u2010-\u2015])",
    re.IGNORECASE,
)
_TWO_DIGITS = re.compile(rf"[0-2]\d[:.]\d\d{_DASH}[0-2]\d[:.]\d\d", re.IGNORECASE)
_PERHAPS_ALL_DAY = re.compile(r"(?:open )?all day(?: long)?|all hours", re.IGNORECASE)
# "from 9am to 5pm", "0900hrs"
_AROUND = re.compile(
    r"^(?:opens?|from|between)(?:\s+from)?\s+|(?<=\d)\s?(?:hrs?|hours)\b", re.IGNORECASE
)
_BARE_PAIR = re.compile(
    r"(\d{1,2}(?:[:.]\d\d)? ?(?:[ap]m)?) (\d{1,2}(?:[:.]\d\d)? ?(?:[ap]m)?)", re.IGNORECASE
)
_AS_WRITTEN = re.compile(rf"[0-2]?\d[:.]\d\d{_DASH}[0-2]?\d[:.]\d\d", re.IGNORECASE)
_TO_THE_LAST_MINUTE = re.compile(rf"0?0[:.]?00{_DASH}23[:.]?59", re.IGNORECASE)
_THROUGH_THE_NIGHT = re.compile(r"\s*\(?\bnext day\)?$", re.IGNORECASE)


def is_all_day(text: str) -> bool:
    """Whether a text says that a place is open day and night; 23:59 stands for the end of the
    day.
    """
    return text.lower() in _ALL_DAY or bool(_TO_THE_LAST_MINUTE.fullmatch(text))


def sessions_of(text: str, is_late: bool = False) -> tuple[Session, ...]:
    """The sessions of one day in order, () when it is shut.

    Raises BadHours, or AskedHours with the likely reading.

    Of a place that is open late (`is_late`) "11:00-02:00" is a night; of any other it is likelier
    two in the afternoon.
    """
    tidy = " ".join(text.split()).strip(" ;,.")
    if tidy.lower() in SHUT:
        return ()
    if is_all_day(tidy):
        return (Session(0, MINUTES_A_DAY),)
    if _PERHAPS_ALL_DAY.fullmatch(tidy):
        raise AskedHours(
            _("%(tidy)r may mean the whole day or day and night.", tidy=tidy),
            "09:00-17:00 or 00:00-24:00",
        )
    if pair := _BARE_PAIR.fullmatch(tidy):
        raise AskedHours(
            _("%(tidy)r has nothing between its two times.", tidy=tidy), f"{pair[1]}-{pair[2]}"
        )
    plain = _AROUND.sub("", tidy)
    if tidy.lower().startswith("between "):
        plain = re.sub(r"\s+and\s+", " to ", plain, count=1, flags=re.IGNORECASE)
    pieces = [piece for piece in _PARTED.split(_SIDE_BY_SIDE.sub(r"\1, ", plain)) if piece]
    found, asked = _read_all(pieces, is_late)
    found = _joined_at_midnight(found)
    ordered = tuple(sorted(found, key=lambda each: each.start_min))
    if (
        not asked
        and ordered != tuple(found)
        and any(each.end_min > MINUTES_A_DAY for each in found)
    ):
        # "12:00-02:30, 05:30-10:00": hardly a night with a morning behind it
        asked, found = (
            True,
            [_by_day(each) for each in found],
        )
    overlap = any(
        later.start_min < earlier.end_min for earlier, later in itertools.pairwise(ordered)
    )
    if asked or (overlap and ordered != tuple(found)):
        raise _either_way(tidy, _text(_in_turn(found)))
    if overlap:
        raise _overlapping(tidy)
    return ordered


def _either_way(tidy: str, likely: str) -> BadHours:
    """Asks about the likely reading, where it is one that can be taken."""
    if sessions_as_written(likely) is None:
        return _overlapping(tidy)
    return AskedHours(_("%(tidy)r can be read in two ways.", tidy=tidy), likely)


def _overlapping(tidy: str) -> BadHours:
    return BadHours(
        _(
            "Two of the times in %(tidy)r overlap. Change one of them, or make one of the two.",
            tidy=tidy,
        )
    )


def sessions_as_written(text: str) -> tuple[Session, ...] | None:
    """The sessions by the 24-hour clock, None where they are not written so: for somebody who was
    asked and says it is meant.
    """
    pieces = [piece for piece in _PARTED.split(" ".join(text.split()).strip(" ;,.")) if piece]
    if not all(map(_AS_WRITTEN.fullmatch, pieces)):
        return None
    clocks = [[int(part) for part in re.findall(r"\d+", piece)] for piece in pieces]
    ends = [(hour * 60 + minute, last * 60 + at) for hour, minute, last, at in clocks]
    if any(clock[1] > 59 or clock[3] > 59 for clock in clocks) or any(
        max(pair) > MINUTES_A_DAY or pair[0] == pair[1] for pair in ends
    ):
        return None
    found = sorted(
        (Session(start, end if end > start else end + MINUTES_A_DAY) for start, end in ends),
        key=lambda each: each.start_min,
    )
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
    end = session.end_min - HALF_A_DAY
    return (
        Session(session.start_min, end)
        if session.end_min > MINUTES_A_DAY and end > session.start_min
        else session
    )


def _joined_at_midnight(found: list[Session]) -> list[Session]:
    """ "10pm-midnight, midnight-2am" is one night, not two in the morning of the day before it."""
    out: list[Session] = []
    for each in found:
        if (
            out
            and each.start_min == 0
            and out[-1].end_min == MINUTES_A_DAY
            and out[-1].start_min > 0
        ):
            out[-1] = Session(out[-1].start_min, each.end_min + MINUTES_A_DAY)
        else:
            out.append(each)
    return out


def _in_turn(sessions: Iterable[Session]) -> list[Session]:
    """Each after the one before it: a later spell that would begin earlier is meant half a day
    later.
    """
    out: list[Session] = []
    for each in sessions:
        before = out[-1] if out else None
        if (
            before
            and each.start_min < before.end_min
            and each.start_min + HALF_A_DAY >= before.end_min
            and each.start_min < HALF_A_DAY
        ):
            each = Session(
                each.start_min + HALF_A_DAY,
                each.end_min + (HALF_A_DAY if each.end_min <= HALF_A_DAY + 60 else 0),
            )
        out.append(each)
    return out


def _read(piece: str, is_late: bool) -> tuple[Session, bool]:
    through_the_night = bool(_THROUGH_THE_NIGHT.search(piece))
    match = _RANGE.fullmatch(_THROUGH_THE_NIGHT.sub("", piece).strip())
    start, end = (clock_of(match, number) for number in (1, 2)) if match else (None, None)
    if start is None or end is None:
        raise BadHours(
            _(
                "%(piece)r is not an opening and a closing time. %(advice)s",
                piece=piece[:60],
                advice=_(_ADVICE),
            )
        )
    if through_the_night and minutes_of(start) % MINUTES_A_DAY < minutes_of(end) % MINUTES_A_DAY:
        raise BadHours(
            _(
                "%(piece)r would be open for more than a day. %(advice)s",
                piece=piece[:60],
                advice=_(_ADVICE),
            )
        )
    if (
        through_the_night
        and not start.mark
        and not start.is_padded
        and 60 <= start.minutes < HALF_A_DAY
    ):  # "8-2am next day"
        start_text = f"{_hm(minutes_of(start) + HALF_A_DAY)}-{_hm(minutes_of(end) % MINUTES_A_DAY)}"
        raise AskedHours(_("%(piece)r can be read in two ways.", piece=piece), start_text)
    if not start.mark and start.minutes >= MINUTES_A_DAY:
        raise BadHours(
            _(
                "%(piece)r begins at midnight, which is the next day: write it there,"
                " such as 00:00-02:00.",
                piece=piece[:60],
            )
        )
    if through_the_night:
        return (
            Session(
                minutes_of(start) % MINUTES_A_DAY, minutes_of(end) % MINUTES_A_DAY + MINUTES_A_DAY
            ),
            True,
        )
    if end.minutes == 0 and not end.mark:
        if start.minutes == 0:
            raise BadHours(
                _(
                    '%(piece)r begins and ends at the same time. Write "closed", or'
                    " 00:00-24:00 if it is open day and night.",
                    piece=piece,
                )
            )
        by_day = f"{_hm(minutes_of(start))}-17:00 or " if minutes_of(start) < 17 * 60 else ""
        raise AskedHours(
            _("%(piece)r closes at 00:00, which is often a typing slip.", piece=piece),
            f"{by_day}{_hm(minutes_of(start))}-24:00",
        )
    if start.mark == end.mark == "am" and end.minutes % HALF_A_DAY == 0:
        begins = _hm(minutes_of(start) % MINUTES_A_DAY)
        raise AskedHours(
            _("%(piece)r ends at 12am, which is midnight.", piece=piece),
            _("%(begins)s-12:00 or %(begins)s-24:00", begins=begins),
        )
    is_short = (
        end.minutes + MINUTES_A_DAY - start.minutes <= _LONGEST_MIN
        or start.minutes >= _LATE_START_MIN
    )
    if (
        is_late
        and _TWO_DIGITS.fullmatch(piece)
        and 0 < end.minutes <= NIGHT_ENDS_MIN < start.minutes
        and is_short
    ):
        return Session(start.minutes, end.minutes + MINUTES_A_DAY), True
    session, is_sure = likely_session(start, end)
    is_before_dawn = (
        not start.mark and session.start_min < EARLIEST_MIN and session != Session(0, MINUTES_A_DAY)
    )
    return session, is_sure and not is_before_dawn


def _hm(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _text(sessions: Iterable[Session]) -> str:
    return ",".join(map(session_text, sessions))
