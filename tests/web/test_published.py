"""What is made from a list on the base of the one before is the same as made from nothing, and holds on to nothing."""

import gc
import weakref
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from safespaces.errors import StoreError
from safespaces.hours.bank_holidays import Calendar, Nation
from safespaces.snapshot import changed_rows, timetable
from safespaces.snapshot.snapshot import Snapshot
from safespaces.snapshot.timetable import Timetable
from safespaces.venues.areas import Areas
from safespaces.web.snapshots import Published
from tests.hours.slow_reference import LONDON
from tests.snapshot.build import POOL_MEADOW, a_public_venue, a_snapshot, at
from tests.vectors import made_up

TODAY = date(2026, 11, 24)
VENUES = tuple(
    a_public_venue(f"Cafe {n:02}", lat=52.41 + n / 500, safe_hours=hours)
    for n, hours in enumerate(["24/7", "", "Mo-Fr 09:00-17:00", "Mo-Su 10:00-22:00"] * 8)
)
BEFORE = replace(a_snapshot(*VENUES), number="before")

GAZETTEER = made_up.gazetteer()
AREAS = Areas(GAZETTEER)


def changed(place: int, **given: object) -> Snapshot:
    venues = list(VENUES)
    venues[place] = replace(venues[place], **given)  # type: ignore[arg-type]
    return replace(BEFORE, number="after", venues=tuple(venues))


AFTER = {
    "a closure": changed(3, closures=((at(24, 0), at(26, 0)),)),
    "other hours": changed(4, safe_hours="Tu 10:00-12:00"),
    "moved": changed(5, lat=52.5),
    "renamed": changed(6, name="Another"),
    "one less": replace(BEFORE, number="after", venues=VENUES[1:]),
    "one more": replace(BEFORE, number="after", venues=(a_public_venue("A new one"), *VENUES)),
    "a holiday": replace(
        BEFORE, calendar=Calendar({}, {Nation.ENGLAND_AND_WALES: {TODAY: "A day"}})
    ),
}


def everything(published: Published) -> list[object]:
    """Whatever anybody is told."""
    finder = published.finder
    found = [finder.nearest(POOL_MEADOW, at(24, hour), 40) for hour in range(0, 24, 5)]
    answers = [published.fragments.result(each, b"x", LONDON) for each in found[0]]
    files = published.directory(TODAY), published.geojson, published.csv
    named = published.named_in(GAZETTEER).places.places
    listed = published.in_areas(AREAS)
    return [found, answers, [(file.body, file.tag) for file in files], named, listed]


@pytest.mark.parametrize("what", list(AFTER))
def test_on_the_base_of_the_list_before_all_is_as_from_nothing(what: str) -> None:
    before = Published(BEFORE, LONDON).made_for(TODAY)
    everything(before)
    after = Published(AFTER[what], LONDON, before).made_for(TODAY)
    assert everything(after) == everything(Published(AFTER[what], LONDON))


def test_of_a_change_only_the_change_is_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Published(BEFORE, LONDON).made_for(TODAY)
    everything(before)
    laid = []
    real = Timetable._of_schedule
    monkeypatch.setattr(
        Timetable,
        "_of_schedule",
        lambda self, key, *window: laid.append(key) or real(self, key, *window),
    )
    after = Published(AFTER["a closure"], LONDON, before).made_for(TODAY)
    everything(after)
    assert len(set(laid)) == 1
    assert after.finder._index is before.finder._index


def test_the_list_before_is_let_go() -> None:
    before = Published(BEFORE, LONDON).made_for(TODAY)
    gone = weakref.ref(before.finder)
    after = Published(AFTER["other hours"], LONDON, before).made_for(TODAY)
    del before
    gc.collect()
    assert gone() is None and after.finder.snapshot is AFTER["other hours"]


def test_a_venue_that_is_not_whole_is_noticed_also_among_those_that_are_known() -> None:
    before = Published(BEFORE, LONDON)
    with pytest.raises(StoreError):
        Published(changed(3, name=None), LONDON, before)


def test_change_upon_change_is_as_from_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where schedules that nobody has any more are cleared away, and where too many rows differ to follow them."""
    monkeypatch.setattr(timetable, "_MOST_LEFT", 3)
    monkeypatch.setattr(changed_rows, "_FEW", 2)
    dice, venues, held = Random(3), list(VENUES), Published(BEFORE, LONDON).made_for(TODAY)
    everything(held)
    for number in range(25):
        for row in dice.sample(range(len(venues)), dice.choice([0, 1, 2, 3])):
            deed = dice.choice(
                [{"safe_hours": f"Mo-Fr {dice.randint(6, 9):02}:{dice.randint(0, 59):02}-20:00"}, {"closures": ((at(24, 0), at(24, dice.randint(1, 23))),)},
                 {"lat": round(52.41 + dice.random() / 10, 5)}, {"slug": f"slug-{number}-{row}"}, {"kit": ("charger",)}, {"kind": "licensed_premises"}]
            )  # fmt: skip
            venues[row] = replace(venues[row], **deed)  # type: ignore[arg-type]
        snapshot = replace(BEFORE, number=f"n{number}", venues=tuple(venues))
        held = Published(snapshot, LONDON, held).made_for(TODAY)
        assert everything(held) == everything(Published(snapshot, LONDON))
        assert held.finder.row_of(venues[0].slug) == 0


@pytest.mark.parametrize(
    "spoiled", [{"slug": VENUES[7].slug}, {"id": VENUES[7].id}, {"website": "javascript:x"}]
)
def test_what_spoils_a_list_is_noticed_among_the_rows_that_changed(spoiled: dict) -> None:
    before = Published(BEFORE, LONDON)
    with pytest.raises(StoreError):
        Published(changed(3, **spoiled), LONDON, before)
