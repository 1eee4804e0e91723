"""Points, walks, statuses and wall-clock times, as the Python reference reckons them."""

from datetime import date
from random import Random

from safespaces.errors import BadTime
from safespaces.geo.distance import geodesic_m
from safespaces.geo.earth import bearing_deg, compass_word, whole_metres, xyz
from safespaces.geo.point import Point
from safespaces.geo.walking import walk_minutes
from safespaces.hours.spans import Span, Spans
from safespaces.hours.status import status
from safespaces.hours.wall_time import local, minute_of_wall
from safespaces.hours.when import When, minute_chosen, minute_meant
from safespaces.hours.wording import clock_text, day_text, distance_text, status_text, walk_text
from tests.hours.slow_reference import LONDON
from tests.vectors.answers import DAYS, directories

_EPOCH = date(1970, 1, 1).toordinal()


def ways() -> list:
    """Rows of [lat, lon, lat, lon, metres, minutes, bearing, compass, words]."""
    random = Random(11)
    points = [
        (52.4081, -1.5106, 52.4081, -1.5106),
        (0, 0, 0, 180),
        (90, 0, -90, 0),
        (52, 179.9, 52, -179.9),
        (52.4, -1.5, 52.4, -1.49999),
    ]
    while len(points) < 300:
        reach = random.choice((0.002, 0.02, 0.2, 5))
        near = [
            round(value + random.uniform(-reach, reach), 5) for value in (52.4, -1.5, 52.4, -1.5)
        ]
        points.append(tuple(near))
    return [_way(Point(a, b), Point(c, d)) for a, b, c, d in points]


def _way(a: Point, b: Point) -> list:
    metres = whole_metres(sum((p - q) ** 2 for p, q in zip(xyz(a), xyz(b), strict=True)) ** 0.5)
    assert abs(metres - geodesic_m(a, b)) < 0.51 or metres > 20_000
    bearing = bearing_deg(a, b)
    compass, minutes = compass_word(bearing), walk_minutes(metres)
    return [
        a.lat,
        a.lon,
        b.lat,
        b.lon,
        metres,
        minutes,
        bearing,
        compass,
        walk_text(minutes, metres, compass),
    ]


def distances() -> list:
    """Every place where the rounding turns."""
    turns = (
        0,
        4,
        5,
        14,
        15,
        984,
        985,
        994,
        995,
        1049,
        1050,
        1149,
        19_949,
        19_950,
        20_499,
        20_500,
        123_456,
        9_999_999,
    )
    return [[metres, walk_minutes(metres), distance_text(metres)] for metres in turns]


def statuses() -> list:
    """Rows of [open, unknown, at, arrive, [state, open_until, opens_at], words]; open and unknown are flat, or null together."""
    random, start = Random(13), directories()[0]["start"]
    rows = [
        _status_row([start, start + 8 * 1440], [], start + 1440 + step, start + 1440 + step)
        for step in (-1, 0, 1)
    ]
    for number in range(320):
        edges = sorted(random.sample(range(start, start + 9 * 1440), 8))
        opened, unknown = edges[:2] + edges[4:6], edges[2:4] + edges[6:]
        at = random.choice(
            (
                random.randint(start, start + 1440),
                random.choice(edges),
                random.choice(edges) - 1,
                edges[0] - 7 * 1440,
                edges[0] - 30,
            )
        )
        arrive = at + random.choice(
            (
                0,
                1,
                15,
                90,
                *(max(0, opened[1] - at - early) for early in (0, 1, 9, 10, 11, 29, 30)),
                max(0, opened[2] - at),
            )
        )
        if at >= start:
            rows.append(
                _status_row(opened, unknown, at, arrive)
                if number % 10
                else _status_row(None, None, at, arrive)
            )
    return rows


def _status_row(opened: list[int] | None, unknown: list[int] | None, at: int, arrive: int) -> list:
    spans = None if opened is None or unknown is None else Spans(_pairs(opened), _pairs(unknown))
    found = status(spans, at, arrive)
    return [
        opened,
        unknown,
        at,
        arrive,
        [found.state.value, found.open_until, found.opens_at],
        status_text(found, at, LONDON, at, arrive),
    ]


def _pairs(edges: list[int]) -> tuple[Span, ...]:
    return tuple(Span(edge, edges[place + 1]) for place, edge in enumerate(edges) if place % 2 == 0)


def walls() -> list:
    """By directory: [minute, day, minutes] of the wall clock, [day, minutes, minute] back, and [minute, now, clock, day] in words."""
    random, out = Random(17), []
    for today, directory in zip(DAYS, directories(), strict=True):
        start = directory["start"]
        near = [
            start + since + step
            for since, _ in directory["offsets"]
            for step in range(-150, 151, 15)
        ]
        minutes = [minute for minute in near if minute >= start] + [
            start + random.randrange(15 * 1440) for _ in range(40)
        ]
        days = [today.toordinal() - _EPOCH + random.randrange(15) for _ in range(30)]
        wall = [
            (
                day,
                random.choice(
                    (0, 30, 59, 60, 61, 75, 90, 119, 120, 121, 180, 600, 1439, 1440, 1500, 1620)
                ),
            )
            for day in days
        ]
        first = today.toordinal() - _EPOCH
        sundays = [
            (day, each)
            for day in range(first, first + 14)
            if day % 7 == 3
            for each in (0, 59, 60, 90, 119, 120, 180)
        ]
        pairs = [(random.choice(minutes), random.choice(minutes)) for _ in range(30)]
        out.append(
            {
                "local": [[minute, *_local(minute)] for minute in minutes],
                "instants": [
                    [day, each, _instant(day, each)]
                    for day, each in (*wall, *sundays)
                    if _instant(day, each) >= start
                ],
                "words": [
                    [
                        max(p),
                        min(p),
                        clock_text(max(p), min(p), LONDON, min(p)),
                        day_text(max(p), min(p), LONDON),
                    ]
                    for p in pairs
                ],
            }
        )
    return out


def _local(minute: int) -> tuple[int, int]:
    clock = local(minute, LONDON)
    return clock.date().toordinal() - _EPOCH, clock.hour * 60 + clock.minute


def _instant(day: int, minutes: int) -> int:
    return minute_of_wall(date.fromordinal(_EPOCH + day), minutes, LONDON)


def meanings() -> list:
    """By directory: rows of [now, day, minutes, instant or message] meant, and [now, day, time, instant or message] chosen."""
    random, out = Random(19), []
    words = ("", "today", "tonight", "tomorrow", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
    for today, directory in zip(DAYS, directories(), strict=True):
        meant, chosen = [], []
        for _ in range(60):
            now = directory["start"] + random.randrange(1440)
            clock = _local(now)[1]
            just_past = max(0, clock - random.choice((1, 14, 15, 16)))
            minutes = random.choice((None, 0, 90, 540, 1290, 1440, just_past, just_past))
            either, ahead = (
                random.random() < 0.2 and minutes is not None,
                20 if random.random() < 0.1 else None,
            )
            when = When(
                random.choice(words),
                minutes,
                either,
                ahead,
                random.choice(("", "", "", "night", "morning")),
            )
            meant.append(
                [
                    now,
                    [when.day, when.minutes, when.either, when.ahead, when.part],
                    _told(minute_meant, when, now, LONDON),
                ]
            )
            day = random.choice(
                (
                    "",
                    "nonsense",
                    "2026-02-30",
                    date.fromordinal(today.toordinal() + random.randint(-1, 8)).isoformat(),
                )
            )
            time = random.choice(
                (
                    "00:00",
                    "01:30",
                    "21:30",
                    "x",
                    f"{just_past // 60}:{just_past % 60:02d}",
                    f"{random.randrange(24):02d}:{random.randrange(60):02d}",
                )
            )
            chosen.append([now, day, time, _told(minute_chosen, day, time, now, LONDON)])
        out.append({"meant": meant, "chosen": chosen})
    return out


def _told(reading, *values: object) -> int | str:  # type: ignore[no-untyped-def]
    try:
        return reading(*values)
    except BadTime as error:
        return str(error)
