"""The public files in an object store: as the service answers them, sent when they change, and handed out while it is gone."""

import gzip
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from safespaces.actions.reference.import_streets import forget_streets, import_streets
from safespaces.actions.register.publish import publish
from safespaces.errors import OutsideServiceError
from safespaces.objects.s3 import ObjectStore, StoredFile
from safespaces.osm.pbf import Box
from safespaces.settings import Settings
from safespaces.snapshot import cells
from safespaces.store.venues import add_venues, change_venues, venue_with_id
from safespaces.venues.venue import ListingStatus
from safespaces.web import cell_files
from safespaces.web.object_files import ObjectFiles
from tests.certificate import write_certificate
from tests.objects.store import BUCKET, s3_server
from tests.store.build import a_venue
from tests.streets.towns import grid
from tests.web.staff import NOON, Office, an_office
from tests.web.test_proxies import free_port, nginx, running

ALIKE = {"directory.json", "places.geojson", "places.csv", "shared-list.json", "gazetteer.json"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = an_office(str(tmp_path))
    yield made
    made.database.close()


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with s3_server(monkeypatch) as found:
        yield f"{found}/{BUCKET}"


class Recorded(ObjectStore):
    """Notes what is sent; `fails` is the file at which it gives up."""

    fails = ""

    def __init__(self) -> None:
        super().__init__(f"s3://{BUCKET}")
        self.sent: list[str] = []

    def put(self, name: str, file: StoredFile) -> None:
        if name == self.fails:
            raise OutsideServiceError("The object store is gone.")
        self.sent.append(name)
        super().put(name, file)


def files_of(office: Office, store: ObjectStore | None = None, **more: str) -> ObjectFiles:
    settings = Settings(database=office.app.extensions["safespaces"].settings.database, **more)  # type: ignore[arg-type]
    return ObjectFiles(settings, store or Recorded(), lambda: office.now[0])


def pause(office: Office) -> None:
    with office.database.writing() as session:
        cafe = venue_with_id(session, a_venue().id)
        change = [replace(cafe, status=ListingStatus.PAUSED)]
        change_venues(session, change, at=NOON, author="test", reason="test")
    publish(office.database, at=NOON)


def test_every_file_is_what_the_service_answers(office: Office, address: str) -> None:
    store = Recorded()
    assert files_of(office, store).store_changed() == len(set(store.sent)) - 1
    names = set(store.sent) - {"stored-files.json"}
    assert names > ALIKE and any(name.startswith("postcodes/CV") for name in names)
    client = office.app.test_client()
    for name in names:
        ours = client.get(f"/{name}", headers={"Accept-Encoding": "gzip"})
        stored = requests.get(f"{address}/{name}", timeout=5)
        plain = gzip.decompress(ours.data) if "Content-Encoding" in ours.headers else ours.data
        assert stored.content == plain, name
        for header in ("Content-Type", "Cache-Control", "Content-Encoding"):
            assert stored.headers.get(header) == ours.headers.get(header), (name, header)


def test_only_what_has_changed_is_sent_and_nothing_is_asked_of_it_otherwise(
    office: Office, address: str
) -> None:
    store = Recorded()
    files = files_of(office, store)
    files.store_changed()
    store.sent.clear()
    assert files.store_changed() == 0 and store.sent == []
    pause(office)
    assert files.store_changed() == 4
    assert set(store.sent) - {"stored-files.json"} == ALIKE - {"gazetteer.json"}
    assert "Red Cafe" not in requests.get(f"{address}/directory.json", timeout=5).text
    store.sent.clear()
    office.later(days=1)  # the directory begins at another midnight
    assert files.store_changed() == 1 and "directory.json" in store.sent


def test_several_workers_take_turns(office: Office, address: str) -> None:
    one, other = files_of(office), files_of(office)
    one.store_changed()
    assert other.store_changed() == 0
    pause(office)
    assert other.store_changed() == 4
    with office.database.writing() as session:  # and back, by the first again
        cafe = venue_with_id(session, a_venue().id)
        change = [replace(cafe, status=ListingStatus.LISTED)]
        change_venues(session, change, at=NOON, author="test", reason="test")
    publish(office.database, at=NOON)
    assert one.store_changed() == 4
    assert "Red Cafe" in requests.get(f"{address}/directory.json", timeout=5).text


def test_what_was_half_sent_is_sent_again_even_when_all_is_as_before(
    office: Office, address: str
) -> None:
    store = Recorded()
    files = files_of(office, store)
    files.store_changed()
    pause(office)
    store.fails = "places.csv"
    with pytest.raises(OutsideServiceError):
        files.store_changed()
    assert "Red Cafe" not in requests.get(f"{address}/directory.json", timeout=5).text
    with office.database.writing() as session:
        cafe = venue_with_id(session, a_venue().id)
        change = [replace(cafe, status=ListingStatus.LISTED)]
        change_venues(session, change, at=NOON, author="test", reason="test")
    publish(office.database, at=NOON)
    store.fails = ""
    assert files.store_changed() >= 3
    for name in ("directory.json", "places.geojson", "places.csv"):
        assert "Red Cafe" in requests.get(f"{address}/{name}", timeout=5).text


@pytest.mark.parametrize("said", [b"", b"null", b"[]", b'{"made_from": 1}', b"\xff"])
def test_a_damaged_note_of_what_is_stored_sends_all_again(
    office: Office, address: str, said: bytes
) -> None:
    store = Recorded()
    files = files_of(office, store)
    count = files.store_changed()
    store.put("stored-files.json", StoredFile(said, "application/json", "", "no-store"))
    assert files.store_changed() == count


def test_cells_that_are_no_more_are_taken_away(
    office: Office, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (cells, cell_files):
        monkeypatch.setattr(module, "MOST", 1)
    with office.database.writing() as session:
        other = a_venue("Other", safe_hours="24/7")
        add_venues(session, [other], at=NOON, author="test", reason="test")
    publish(office.database, at=NOON)
    store = Recorded()
    files_of(office, store).store_changed()
    cell = next(name for name in store.sent if name.startswith("directory/"))
    assert store.sent.index(cell) < store.sent.index("directory.json")
    pause(office)
    files_of(office, store).store_changed()
    assert requests.get(f"{address}/{cell}", timeout=5).status_code == 404
    known = json.loads(requests.get(f"{address}/stored-files.json", timeout=5).text)
    assert cell not in known["tags"]


def test_a_service_under_a_path_stores_its_own_addresses(office: Office, address: str) -> None:
    files_of(office, site="https://council.example/safe-spaces").store_changed()
    assert "Red Cafe" in requests.get(f"{address}/directory.json", timeout=5).text


@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
def test_nginx_hands_lists_out_from_the_store_while_no_machine_answers(
    office: Office, address: str, tmp_path: Path
) -> None:
    """The two files of deploy/ with the real nginx; the service's port is one where nobody listens."""
    files_of(office).store_changed()
    folder = tmp_path / "nginx"
    folder.mkdir()
    folder.chmod(0o755)
    write_certificate(folder / "safe.pem", folder / "safe.key")
    https, http, nobody = free_port(), free_port(), free_port()
    command = nginx(folder, https, http, nobody)
    deploy = Path(__file__).parents[2] / "deploy"
    told = (deploy / "nginx-objects.conf").read_text()
    inside = "".join(f"{line[5:]}\n" for line in told.splitlines() if line.startswith("#     "))
    assert inside.count(";") == 2 and "https://objects.example/safe-spaces" in told
    config = (folder / "nginx.conf").read_text()
    assert config.count("proxy_cache safespaces;") == 2
    config = config.replace("proxy_cache safespaces;", f"proxy_cache safespaces; {inside}")
    own = told.replace("https://objects.example/safe-spaces", address)
    config = config.replace("location @busy", f"{own}\nlocation @busy", 1)
    (folder / "nginx.conf").write_text(config)
    with ExitStack() as stack:
        stack.enter_context(running(command, https))

        def get(path: str) -> requests.Response:
            return requests.get(f"https://127.0.0.1:{https}{path}", verify=False, timeout=10)

        for path in ("/directory.json", "/places.csv", "/postcodes/CV1.json"):
            assert get(path).status_code == 200, path
        assert "Red Cafe" in get("/directory.json").text
        assert get("/").status_code == 503 and "0800 1111" in get("/").text


def test_the_worker_s_step_fails_alone(office: Office, address: str) -> None:
    store = Recorded()
    store.fails = "stored-files.json"
    with pytest.raises(OutsideServiceError):
        files_of(office, store).store_changed()
    office.later(seconds=timedelta(minutes=1).seconds)
    store.fails = ""
    assert files_of(office, store).store_changed() > len(ALIKE)


def test_streets_are_stored_as_soon_as_they_are_there_and_go_with_them(
    office: Office, address: str, tmp_path: Path
) -> None:
    files = files_of(office)
    files.store_changed()
    town = grid(6, 6).write(tmp_path / "town.osm.pbf")
    box = Box(52.3, -1.6, 52.5, -1.4)
    number = import_streets(office.database, [town], at=NOON, box=box, known=()).facts.number
    assert files.store_changed() >= 3
    told = requests.get(f"{address}/directory.json", timeout=5).json()
    assert told["streets"] == number
    for name in ("network", "names"):
        stored = requests.get(f"{address}/streets/{name}-{number}.bin", timeout=5)
        assert stored.ok and stored.content.startswith(b"SSN")
    forget_streets(office.database, at=NOON)
    files.store_changed()
    assert requests.get(f"{address}/directory.json", timeout=5).json()["streets"] == ""
    assert not requests.get(f"{address}/streets/network-{number}.bin", timeout=5).ok
