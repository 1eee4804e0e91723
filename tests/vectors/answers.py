"""Whole answers, as the Python reference gives them: some in full, thousands as a digest of the same."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from random import Random
from types import SimpleNamespace

from safespaces.geo.point import Point
from safespaces.hours.status import LOOK_AHEAD_MIN
from safespaces.hours.wall_time import minute_of_wall
from safespaces.settings import Settings
from safespaces.snapshot.directory import directory_json
from safespaces.snapshot.finder import Finder, Found, Wanted
from safespaces.snapshot.sections import sections
from safespaces.snapshot.snapshot import Snapshot
from safespaces.venues.meaning import Choice, Distress
from safespaces.web.public.answer import Asked, answer_view, card_of, wordings
from safespaces.web.public.look_up import Fault, Form, read
from tests.hours.slow_reference import LONDON
from tests.snapshot.build import a_snapshot
from tests.vectors import made_up

# An ordinary week, both clock changes, Christmas, Easter, and a summer's night.
DAYS = (
    date(2026, 11, 24),
    date(2026, 10, 20),
    date(2027, 3, 22),
    date(2026, 12, 21),
    date(2026, 4, 1),
    date(2026, 7, 5),
)
IN_FULL, AS_DIGESTS, HEX_DIGITS = 150, 4_000, 8
WANTED = (
    Wanted(),
    Wanted(),
    Wanted(step_free=True),
    Wanted(over_16=True),
    Wanted(step_free=True, over_16=True),
    Wanted(kind="cafe"),
    Wanted(any_age=True),
)
AREA = "Coventry"


def snapshot() -> Snapshot:
    """All made-up venues."""
    return a_snapshot(*made_up.venues())


def directories() -> list[dict]:
    """One for each of DAYS, as phones get it."""
    finder = Finder(snapshot(), LONDON)
    return [json.loads(directory_json(finder, day)) for day in DAYS]


def answers() -> dict:
    """Questions are [directory, lat, lon, at, now, number of WANTED]: hundred-thousandths of a degree, minutes since the directory's start."""
    finder, kept, random = Finder(snapshot(), LONDON), directories(), Random(20261124)
    questions = [question(kept, random) for _ in range(IN_FULL + AS_DIGESTS)]
    told = [answer(finder, kept, question) for question in questions]
    return {
        "wordings": {
            name: getattr(wordings(AREA), name) for name in ("open", "none", "far", "now", "later")
        },
        "wanted": [
            {
                "kind": each.kind,
                "stepFree": each.step_free,
                "over16": each.over_16,
                "anyAge": each.any_age,
            }
            for each in WANTED
        ],
        "orders": [[question, _order(finder, kept, question)] for question in questions[:IN_FULL]],
        "full": [[question, answer] for question, answer in zip(questions, told, strict=True)][
            :IN_FULL
        ],
        "digests": [
            [question, digest(answer)] for question, answer in zip(questions, told, strict=True)
        ][IN_FULL:],
    }


def question(kept: list[dict], random: Random) -> list[int]:
    number = random.randrange(len(kept))
    start = kept[number]["start"]
    end = minute_of_wall(
        date.fromordinal(DAYS[number].toordinal() + kept[number]["days"]), 0, LONDON
    )
    latest = end - LOOK_AHEAD_MIN - 1 - start
    at = min(max(_instant(kept[number], latest, random), 0), latest)
    return [
        number,
        *_spot(random),
        at,
        at if random.random() < 0.5 else random.randint(0, at),
        random.randrange(len(WANTED)),
    ]


def _instant(directory: dict, latest: int, random: Random) -> int:
    """Half anywhere, the rest within twenty minutes of a door or three hours of a clock change: there the slips are."""
    draw = random.random()
    if draw < 0.35:
        steps = (random.choice([each for each in directory["schedules"] if each and each[0]]))[0]
        return sum(steps[: random.randint(1, len(steps))]) % (latest + 1) + random.randint(-20, 20)
    if draw < 0.5:
        return random.choice(directory["offsets"])[0] + random.randint(-180, 180)
    return random.randint(0, latest)


def _spot(random: Random) -> tuple[int, int]:
    lat, lon = round(made_up.CENTRE.lat * 100_000), round(made_up.CENTRE.lon * 100_000)
    draw = random.random()
    if draw < 0.05:  # at the very door
        venue = random.choice(made_up.venues())
        return round(venue.lat * 100_000), round(venue.lon * 100_000)
    reach = 800 if draw < 0.4 else 4_000 if draw < 0.85 else 20_000 if draw < 0.95 else 500_000
    return lat + random.randint(-reach, reach), lon + random.randint(-reach, reach)


def answer(finder: Finder, kept: list[dict], question: list[int], no_steps: bool = False) -> list:
    """The sections of an answer with their words, as lists."""
    number, lat, lon, at, now, wanted = question
    start, point = kept[number]["start"], Point(lat / 100_000, lon / 100_000)
    asked = replace(WANTED[wanted], no_steps=no_steps)
    found = sections(finder, point, start + at, asked)
    view = answer_view(found, Asked(point, "Here", "", start + at, start + now), AREA, LONDON)
    parts = [
        [found.first] if found.first else [],
        found.others,
        found.far_open,
        found.opening,
        found.perhaps,
    ]
    return [
        view.heading,
        view.when,
        *[[_place(each, start + at, start + now) for each in part] for part in parts],
    ]


def _order(finder: Finder, kept: list[dict], question: list[int]) -> list[int]:
    """The rows of every place that is offered, nearest open first."""
    number, lat, lon, at, _, wanted = question
    found = finder.nearest(
        Point(lat / 100_000, lon / 100_000),
        kept[number]["start"] + at,
        len(finder.snapshot.venues),
        WANTED[wanted],
    )
    return [each.row for each in found]


def _place(found: Found, at: int, now: int) -> list:
    card = card_of(found, at, LONDON, now)
    flags = bool(card.step_free) + 4 * bool(card.rough)
    return [
        card.slug,
        card.kind,
        card.state,
        card.state_text,
        card.walk,
        found.distance_m,
        found.walk_minutes,
        found.bearing,
        card.age,
        flags,
    ]


def digest(answer: list) -> str:
    """Of the answer's shortest JSON."""
    said = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()[:HEX_DIGITS]


FORMS = (
    Form(), Form(where="CV1 5FB"), Form(where="Friday 21:30, Foleshill Road"), Form(where="Earlsdon wenesday 9pm"), Form(where="Earlsdon wenesday"), Form(where="sunday night 11 Earlsdon"), Form(where="London Road"), Form(where="London Road tomorrow 9am"), Form(where="cv1 sfb, friday 21:30"), Form(where="25:70, Stoke"),
    Form(where="stoke", day="2026-11-26", time="09:15"), Form(where="whitley", time="25:00"), Form(where="nowhere at all", time="25:00"),
    Form(where="today 09:00, Earlsdon"), Form(where="Earlsdon", day="2026-12-24"), Form(where="Earlsdon", day="yesterday"),
    Form(where="Earlsdon", day="2026-11-27"), Form(where="Earlsdon", time="21:30"), Form(where="Earlsdon", time="09:00"),
    Form(where="place:p17", asked="friday 9pm, tile"), Form(where="CV1 5FB", asked="friday 9pm CV1 SFB"), Form(where="place:gone", asked="x"),
    Form(where="tuesday 09:00 Earlsdon"), Form(where="tomorrow, Walsgrave"), Form(where="Earlsdon noon", day="2026-11-26", time="08:00"),
    Form(where="\0Earlsdon\0"), Form(where="21:30"), Form(where="Sun Street"), Form(where="Friday Lane"), Form(where="99:99 99:99"),
    Form(where="help"), Form(where="help tonight"), Form(where="Stoke at 9"), Form(where="Stoke tomorrow at 9"), Form(where="Stoke 25/12"), Form(where="oxford tonight"),
    Form(where="Stoke saturday night 2am"), Form(where="Stoke tonight 1am"), Form(where="Stoke tomorrow night 12am"), Form(where="Stoke in a minute"),
    Form(where="Stoke in 200 hours"), Form(where="Stoke tomorrow morning"), Form(where="7 at Stoke"), Form(where="CV1 5FB wed"), Form(where="tonight at 9 CV1 5FB"),
)  # fmt: skip


def askings() -> dict:
    """Forms read on Tuesday 24 November 2026 at 21:40, with the first of the directories."""
    now = minute_of_wall(DAYS[0], 21 * 60 + 40, LONDON)
    files = SimpleNamespace(point=made_up.postcodes().get)
    base = SimpleNamespace(
        streets=SimpleNamespace(corner=lambda _one, _other: None),
        now=lambda: now,
        settings=Settings(),
        postcode_files=files,
        gazetteer=made_up.gazetteer,
    )
    return {
        "now": now,
        "forms": [
            [[form.where, form.asked, form.day, form.time], _meaning(read(form, base))]
            for form in FORMS
        ],
    }


def _meaning(meant: Asked | Choice | Distress | list[Fault]) -> list:
    if isinstance(meant, Distress):
        return ["distress"]
    if isinstance(meant, Asked):
        return ["asked", meant.point.lat, meant.point.lon, meant.place, meant.note, meant.at]
    if isinstance(meant, Choice):
        return ["choice", meant.question, [[option.label, option.text] for option in meant.options]]
    return ["faults", [[fault.field, fault.message] for fault in meant]]
