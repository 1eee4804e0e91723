"""Whatever hangs, is gone or is damaged: public pages and files answer as before, and the rest says what still works."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from safespaces.errors import BadPoint, StoreError
from safespaces.geo.point import Point
from safespaces.snapshot.snapshot import Snapshot, encode
from safespaces.store.database import Database, Patience
from safespaces.store.stickers import StickerSeen
from safespaces.store.turns import StoreBusy, Turns
from safespaces.web.background import Background
from safespaces.web.snapshot_copy import SnapshotCopy
from safespaces.web.snapshot_holder import SnapshotHolder
from safespaces.web.sources import Sources
from safespaces.web.sticker_codes import StickerCodes
from tests.snapshot.build import a_public_venue, a_snapshot
from tests.web.conftest import TOWN, Reader, an_app, sources
from tests.web.staff import Office

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 11, 24)
PUBLIC = (
    "/",
    "/places",
    "/places/red-cafe",
    "/map",
    "/map/without-list",
    "/help",
    "/directory.json",
    "/places.geojson",
    "/places.csv",
    "/gazetteer.json",
    "/postcodes/CV1.json",
    "/api/v1/nearest?lat=52.4&lon=-1.5",
    "/api/v1/nearest?q=CV1%205FB",
    "/check/abcdefg",
    "/kept/place",
    "/service-worker.js",
    "/healthz",
    "/readyz",
)


class Broken:
    """Sources over a database that may be switched off, or made to hang."""

    def __init__(self) -> None:
        self.is_gone, self.hangs = False, threading.Event()
        self.hangs.set()
        good, codes = sources(), {"abcdefg": StickerSeen("red-cafe", "Red Cafe", None, True)}
        self.sources: Sources = replace(
            good,
            current_number=self._guarded(good.current_number),
            current_snapshot=self._guarded(good.current_snapshot),
            postcodes_version=self._guarded(good.postcodes_version),
            outward_points=self._guarded(good.outward_points),
            stickers=self._guarded(lambda: codes),
        )

    def _guarded(self, read: Callable) -> Callable:
        def guarded(*values: object) -> object:
            self.hangs.wait(30)
            if self.is_gone:
                raise StoreError("gone")
            return read(*values)

        return guarded


def statuses(reader: Reader) -> dict[str, int]:
    return {address: reader.answer(address).status_code for address in PUBLIC}


@pytest.mark.parametrize("how", ["gone", "hanging"])
def test_every_public_page_and_file_goes_on(how: str) -> None:
    broken = Broken()
    reader = Reader(an_app(given=broken.sources, refresh_seconds=0.05))
    before = statuses(reader)
    assert set(before.values()) == {200}
    if how == "gone":
        broken.is_gone = True
    else:
        broken.hangs.clear()
    time.sleep(0.2)
    began = time.monotonic()
    assert statuses(reader) == before
    asked = reader.ask("CV1 5FB")
    assert "Central Library" in asked.words and "Distances are rough" not in asked.words
    assert time.monotonic() - began < 5
    broken.hangs.set()
    broken.is_gone = False


def test_a_postcode_nobody_asked_for_before_comes_from_what_the_service_ships_with() -> None:
    broken = Broken()
    reader = Reader(an_app(given=broken.sources, refresh_seconds=0.05))
    assert reader.answer("/").status_code == 200
    broken.is_gone = True
    file = reader.answer("/postcodes/CV1.json").json
    assert len(file["inward"].split()) > 1_000
    assert "Distances are rough" not in reader.ask("CV1 1FY").words
    broken.is_gone = False


def test_without_a_list_nobody_is_told_that_a_place_is_gone() -> None:
    reader = Reader(an_app(None))
    for address in ("/places/red-cafe", "/places/red-cafe/report", "/directory.json"):
        assert reader.answer(address).status_code == 503
    page = reader.get("/places/red-cafe", 503)
    assert "Childline" in page.words and "closed or left" not in page.words
    assert reader.answer("/").status_code == 200 and reader.answer("/readyz").status_code == 503


class Shelf:
    """What a holder loads: numbers and snapshots, or what is raised instead."""

    def __init__(self, *snapshots: Snapshot) -> None:
        self.there, self.now, self.error = list(snapshots), 0, ""
        self.loads = 0

    def number(self) -> str:
        if self.error == "gone":
            raise StoreError("gone")
        return self.there[self.now].number

    def snapshot(self, held: Snapshot | None) -> Snapshot:
        self.loads += 1
        return self.there[self.now]

    def holder(self, copy: SnapshotCopy | None = None) -> SnapshotHolder:
        self.seconds = [0.0]
        return SnapshotHolder(
            self.number,
            self.snapshot,
            LONDON,
            Background(0),
            lambda: TODAY,
            copy,
            lambda: self.seconds[0],
        )


GOOD = replace(a_snapshot(a_public_venue("Red Cafe")), number="good")
NEWER = replace(a_snapshot(a_public_venue("Red Cafe"), a_public_venue("Blue Hub")), number="newer")


@pytest.mark.parametrize(
    "damage",
    [
        {"lat": None},
        {"lon": 999.0},
        {"lat": "52"},
        {"name": None},
        {"kit": None},
        {"safe_hours": "Mo-Su 99:99-xx"},
    ],
)
def test_a_snapshot_that_cannot_be_built_is_not_taken_and_is_told_of(
    damage: dict[str, object],
) -> None:
    venue = replace(NEWER.venues[0], **damage)  # type: ignore[arg-type]
    shelf = Shelf(GOOD, replace(NEWER, number="damaged", venues=(venue, *NEWER.venues[1:])), NEWER)
    holder = shelf.holder()
    first = holder.current()
    assert first and first.snapshot is GOOD and holder.state().trouble == ""
    shelf.now = 1
    assert holder.current() is first and holder.state().trouble
    assert holder.current() is first and shelf.loads == 2  # it is not built again at each look
    shelf.seconds[0] = 60.0
    assert holder.current() is first and shelf.loads == 3
    shelf.now = 2
    taken = holder.current()
    assert taken and taken.snapshot is NEWER and holder.state().trouble == ""


def test_an_unchanged_snapshot_is_loaded_once() -> None:
    shelf = Shelf(GOOD)
    holder = shelf.holder()
    assert holder.current() is holder.current() and shelf.loads == 1
    shelf.error = "gone"
    assert holder.current() and holder.state().trouble == "StoreError"


def test_a_process_that_starts_while_the_database_is_gone_serves_the_copy(tmp_path: Path) -> None:
    copy, shelf = SnapshotCopy(tmp_path / "var" / "snapshot"), Shelf(GOOD)
    assert copy.read() is None
    shelf.holder(copy).current()
    assert (tmp_path / "var" / "snapshot").stat().st_mode & 0o077 == 0
    shelf.error = "gone"
    holder = shelf.holder(copy)
    held = holder.current()
    assert held and encode(held.snapshot) == encode(GOOD) and holder.state().is_copy
    assert held.snapshot.published_at == GOOD.published_at and holder.state().seconds is None
    shelf.error = ""
    assert holder.current() is held and not holder.state().is_copy


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "other", "folder", "binary"])
def test_a_copy_that_is_damaged_is_none(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "snapshot"
    copy, shelf = SnapshotCopy(path), Shelf(GOOD)
    copy.keep(GOOD)
    whole = path.read_bytes()
    path.unlink()
    if damage == "folder":
        path.mkdir()
    else:
        damaged = {
            "cut": whole[: len(whole) // 2],
            "changed": whole.replace(b"Red Cafe", b"Bad Cafe"),
            "empty": b"",
            "other": b'{"number": 3}\n{}',
            "binary": b"\xff\xfe\x00",
        }
        path.write_bytes(damaged[damage])
    with pytest.raises(StoreError):
        copy.read()
    shelf.error = "gone"
    assert shelf.holder(copy).current() is None
    shelf.error = ""
    assert shelf.holder(copy).current() is not None


def test_the_codes_of_stickers_come_from_a_file_after_a_start_without_the_database(
    tmp_path: Path,
) -> None:
    copy, codes = tmp_path / "stickers", {"abc": StickerSeen("red", "Red", Point(52.4, -1.5), True)}
    is_gone = [False]

    def read() -> dict[str, StickerSeen]:
        if is_gone[0]:
            raise StoreError("gone")
        return codes

    assert StickerCodes(read, Background(0), copy).of("ABC ") == codes["abc"]
    is_gone[0] = True
    assert StickerCodes(read, Background(0), copy).of("abc") == codes["abc"]
    assert StickerCodes(read, Background(0), copy).of("xyz") is None
    copy.write_text("{")
    with pytest.raises(StoreError):
        StickerCodes(read, Background(0), copy).of("abc")


def test_a_disk_that_is_full_is_no_reason_not_to_serve(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert Shelf(GOOD).holder(SnapshotCopy(tmp_path / "file" / "snapshot")).current()
    (tmp_path / "taken").mkdir()
    assert Shelf(GOOD).holder(SnapshotCopy(tmp_path / "taken")).current()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "taken"]  # nothing is left


@pytest.mark.parametrize("change", ["lat", "content"])
def test_stored_content_that_is_not_what_its_number_says_is_not_served(
    office: Office, change: str
) -> None:
    client = office.app.test_client()
    before = client.get("/directory.json").get_data()
    with office.database.writing() as session:
        number, content = session.execute(text("SELECT number, content FROM snapshots")).one()
        venues = json.loads(content)
        venues["venues"][0]["lat" if change == "lat" else "name"] = 1 if change == "lat" else "X"
        session.execute(
            text("INSERT INTO snapshots VALUES ('abcdefabcdef', :content, :at)"),
            {"content": json.dumps(venues), "at": "2026-11-24 09:30:00"},
        )
        session.execute(text("UPDATE publication SET snapshot_number = 'abcdefabcdef'"))
    assert client.get("/directory.json").get_data() == before
    assert client.get("/readyz").json["ready"] and number != "abcdefabcdef"


def test_a_page_that_needs_the_database_says_so_and_keeps_what_was_typed(office: Office) -> None:
    client = office.app.test_client()
    assert client.get("/").status_code == 200
    with office.database.writing() as session:
        session.execute(text("ALTER TABLE submissions RENAME TO away"))
        session.execute(text("ALTER TABLE sign_in_links RENAME TO away_too"))
    sent = client.post("/sign-in", data={"email": "cook@red.example", "then": "/partner"})
    said = sent.get_data(as_text=True)
    assert sent.status_code == 503 and sent.headers["Retry-After"] == "10"
    assert 'value="cook@red.example"' in said and 'action="/sign-in"' in said
    assert "Send it again" in said and "Childline" in said
    assert client.post("/join").status_code == 503 and client.get("/join/abc").status_code == 503
    assert client.get("/places/red-cafe").status_code == 200
    with office.database.writing() as session:
        session.execute(text("ALTER TABLE away RENAME TO submissions"))
        session.execute(text("ALTER TABLE away_too RENAME TO sign_in_links"))
    assert client.post("/join").status_code == 303


def test_only_some_threads_wait_for_the_database_at_the_same_time() -> None:
    turns, inside, leave = Turns(2), threading.Semaphore(0), threading.Event()

    def hang() -> None:
        with turns.turn(), turns.turn():  # a thread takes one turn, however many sessions it opens
            inside.release()
            leave.wait(20)

    threads = [threading.Thread(target=hang) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in threads:
        inside.acquire(timeout=10)
    began = time.monotonic()
    with pytest.raises(StoreBusy), turns.turn():
        pass
    assert 0.5 < time.monotonic() - began < 5
    began = time.monotonic()
    for _ in range(50):  # after one has waited in vain, others are told at once
        with pytest.raises(StoreBusy), turns.turn():
            pass
    assert time.monotonic() - began < 0.5
    leave.set()
    for thread in threads:
        thread.join(10)
    with turns.turn():
        pass


def test_a_writer_that_finds_the_file_taken_gives_up_soon(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/register.db"
    holds, waits = Database(url), Database(url, Patience(lock_s=1))
    holds.prepare()
    with holds.writing() as session:
        session.execute(text("DELETE FROM attempts"))
        began = time.monotonic()
        with pytest.raises(StoreError), waits.writing() as other:
            other.execute(text("DELETE FROM attempts"))
        assert time.monotonic() - began < 4
    with waits.writing() as other:
        other.execute(text("DELETE FROM attempts"))
    holds.close()
    waits.close()


@pytest.fixture
def told() -> Iterator[Reader]:
    yield Reader(an_app(operator_token="TOKEN", refresh_seconds=0))


def test_what_is_wrong_is_told_to_the_operator_alone(told: Reader) -> None:
    assert told.answer("/readyz").json == {"ready": True, "snapshot": TOWN.number, "venues": 5}
    for wrong in ("Bearer no", "Bearer ", "", "Bearer \u20ac"):
        assert "wrong" not in told.answer("/readyz", headers={"Authorization": wrong}).json
    assert told.answer("/readyz", headers={"Authorization": "Bearer TOKEN"}).json["wrong"] == []
    without = Reader(an_app(refresh_seconds=0))
    assert "wrong" not in without.answer("/readyz", headers={"Authorization": "Bearer "}).json


def test_the_operator_is_told_of_a_database_that_is_gone_and_of_jobs(office: Office) -> None:
    broken = Broken()
    broken.is_gone = True
    reader = Reader(an_app(given=broken.sources, operator_token="T", refresh_seconds=0))
    told = reader.answer("/readyz", headers={"Authorization": "Bearer T"})
    assert told.status_code == 503 and any("does not answer" in each for each in told.json["wrong"])


def test_the_operator_is_told_of_a_damaged_list_and_not_of_a_database(office: Office) -> None:
    def damaged(_held: object) -> None:
        raise BadPoint("no latitude")

    given = replace(sources(), current_snapshot=damaged)
    reader = Reader(an_app(given=given, operator_token="T", refresh_seconds=0))
    told = reader.answer("/readyz", headers={"Authorization": "Bearer T"}).json["wrong"]
    assert any("not refreshed (BadPoint)" in each for each in told)
    assert not any("database" in each for each in told)


def test_codes_that_take_long_to_read_are_read_seldom() -> None:
    clock, reads = [0.0], list[float]()

    def read() -> dict[str, StickerSeen]:
        reads.append(clock[0])
        clock[0] += 0.5  # of very many
        return {}

    background = Background(2)
    StickerCodes(read, background, seconds=lambda: clock[0])
    for _ in range(30):
        background.do_all()
        clock[0] += 2
    assert reads == pytest.approx([0, 26.5, 53])
    quick = list[float]()
    StickerCodes(lambda: quick.append(clock[0]) or {}, background, seconds=lambda: clock[0])
    for _ in range(5):
        background.do_all()
        clock[0] += 2
    assert len(quick) == 5
