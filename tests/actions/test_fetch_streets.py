"""Extracts are downloaded whole or not taken: gone on with, checked, and a full disk is told."""

import errno
import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from safespaces.actions.reference import fetch_streets
from safespaces.actions.reference.fetch_streets import fetch_extract
from safespaces.errors import OutsideServiceError
from tests.streets.towns import grid

CONTENT = bytes(range(256)) * 4_000  # a megabyte


@dataclass
class Publisher:
    """A server of one file, which may cut an answer off after so many bytes."""

    address: str = ""
    content: bytes = CONTENT
    tag: str = '"one"'
    digest: str | None = None
    cut_after: int = 0
    knows_ranges: bool = True
    asked: list[str] = field(default_factory=list)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        asked = request.headers.get("Range", "")
        self.asked.append(f"{request.path} {asked}".strip())
        if request.path.endswith(".md5"):
            self._digest(request)
            return
        first = int(asked[6:-1]) if asked and self.knows_ranges else 0
        if request.headers.get("If-Range") != self.tag:
            first = 0
        if first >= len(self.content):
            request.send_error(416)
            return
        rest = self.content[first:]
        request.send_response(206 if first else 200)
        request.send_header("Content-Length", str(len(rest)))
        request.send_header("ETag", self.tag)
        request.end_headers()
        request.wfile.write(rest[: self.cut_after] if self.cut_after else rest)

    def _digest(self, request: BaseHTTPRequestHandler) -> None:
        if self.digest == "":
            request.send_error(404)
            return
        body = f"{self.digest or hashlib.md5(self.content).hexdigest()}  town.osm.pbf\n".encode()
        request.send_response(200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    made = Publisher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.answer(self)

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made.address = f"http://127.0.0.1:{server.server_port}/town.osm.pbf"
    yield made
    server.shutdown()
    server.server_close()
    thread.join(5)


def test_a_file_comes_whole_with_its_progress(publisher: Publisher, tmp_path: Path) -> None:
    told = list[tuple[int, int]]()
    path = fetch_extract(publisher.address, tmp_path, lambda *each: told.append(each))
    assert path == tmp_path / "town.osm.pbf" and path.read_bytes() == CONTENT
    assert told[-1] == (len(CONTENT), len(CONTENT)) and told == sorted(told)
    assert [each.name for each in tmp_path.iterdir()] == ["town.osm.pbf"]


def test_what_was_cut_off_is_gone_on_with(publisher: Publisher, tmp_path: Path) -> None:
    publisher.cut_after = 400_000
    with pytest.raises(OutsideServiceError, match="goes on from where it stopped"):
        fetch_extract(publisher.address, tmp_path)
    publisher.cut_after = 0
    begun = (tmp_path / "town.osm.pbf.part").stat().st_size
    assert begun > 0
    assert fetch_extract(publisher.address, tmp_path).read_bytes() == CONTENT
    assert publisher.asked[1] == f"/town.osm.pbf bytes={begun}-"


@pytest.mark.parametrize("knows_ranges", [True, False])
def test_where_the_file_has_changed_meanwhile_it_begins_anew(
    publisher: Publisher, tmp_path: Path, knows_ranges: bool
) -> None:
    publisher.cut_after = 400_000
    with pytest.raises(OutsideServiceError):
        fetch_extract(publisher.address, tmp_path)
    publisher.cut_after, publisher.tag, publisher.content = 0, '"two"', CONTENT[::-1]
    publisher.knows_ranges = knows_ranges
    assert fetch_extract(publisher.address, tmp_path).read_bytes() == CONTENT[::-1]


def test_a_part_that_is_all_of_it_is_checked_and_taken(
    publisher: Publisher, tmp_path: Path
) -> None:
    (tmp_path / "town.osm.pbf.part").write_bytes(CONTENT)
    (tmp_path / "town.osm.pbf.part.tag").write_text('"one"')
    assert fetch_extract(publisher.address, tmp_path).read_bytes() == CONTENT


def test_a_part_of_which_nobody_knows_whose_it_is_begins_anew(
    publisher: Publisher, tmp_path: Path
) -> None:
    (tmp_path / "town.osm.pbf.part").write_bytes(b"something else")
    assert fetch_extract(publisher.address, tmp_path).read_bytes() == CONTENT


def test_a_wrong_digest_is_refused_and_nothing_of_it_kept(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.digest = "0" * 32
    with pytest.raises(OutsideServiceError, match="not what its publisher says"):
        fetch_extract(publisher.address, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_without_a_digest_it_is_taken_unchecked(publisher: Publisher, tmp_path: Path) -> None:
    publisher.digest = ""
    assert fetch_extract(publisher.address, tmp_path).read_bytes() == CONTENT


def test_a_publisher_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutsideServiceError, match="could not be downloaded"):
        fetch_extract("http://127.0.0.1:9/town.osm.pbf", tmp_path)


def test_a_disk_that_is_full_is_told_and_the_file_before_stays(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "town.osm.pbf").write_bytes(b"before")
    real = Path.open

    def full(self: Path, mode: str = "r", *more: object, **named: object) -> object:
        if "b" in mode and "r" not in mode and self.suffix == ".part":
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, mode, *more, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OutsideServiceError, match=r"No space left on device.*Make room"):
        fetch_extract(publisher.address, tmp_path)
    assert (tmp_path / "town.osm.pbf").read_bytes() == b"before"


def test_what_is_too_large_is_not_read_to_its_end(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch_streets, "_LARGEST", 100_000)
    with pytest.raises(OutsideServiceError, match="larger than"):
        fetch_extract(publisher.address, tmp_path)


def test_a_real_extract_can_be_fetched(publisher: Publisher, tmp_path: Path) -> None:
    publisher.content = grid(6, 6).write(tmp_path / "made.osm.pbf").read_bytes()
    assert (
        fetch_extract(publisher.address, tmp_path / "new" / "folder").read_bytes()
        == publisher.content
    )
