"""The proxies as they are shipped in deploy/, with the real programs: who a visitor is, and what gets through."""

import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import requests

from safespaces.actions.operations.ask_itself import ask_itself
from safespaces.actions.operations.finding import Level
from safespaces.cli.serving import server_arguments
from safespaces.settings import Settings
from safespaces.store.database import Database
from safespaces.store.snapshots import keep_snapshot
from tests.certificate import write_certificate
from tests.web.conftest import TOWN

ROOT = Path(__file__).parents[2]
LIES = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Host": "other.example",
    "X-Forwarded-Proto": "http",
    "Forwarded": "for=203.0.113.9;host=other.example",
    "SCRIPT_NAME": "/a",
}
TOKEN = {"Authorization": "Bearer TOKEN"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, **more: object) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **more,  # type: ignore[call-overload]
    )
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, "it did not start"
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def nginx(folder: Path, https: int, http: int, app: int) -> list[str]:
    """The shipped file with other ports and paths, within what a main file has."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if program is None:
        pytest.skip("no nginx on this machine (Debian: apt install nginx-light)")
    shipped = (ROOT / "deploy" / "nginx.conf").read_text()
    for old, new in (
        ("listen 443", f"listen 127.0.0.1:{https}"),
        ("listen 80", f"listen 127.0.0.1:{http}"),
        ("127.0.0.1:8000", f"127.0.0.1:{app}"),
        ("/etc/ssl/safe.example.pem", f"{folder}/safe.pem"),
        ("/etc/ssl/safe.example.key", f"{folder}/safe.key"),
        ("/var/lib/nginx", str(folder)),
        ("server_name safe.example", "server_name 127.0.0.1"),
        ("https://safe.example$", f"https://127.0.0.1:{https}$"),
    ):
        assert old in shipped, old
        shipped = shipped.replace(old, new)
    main = f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;\n"
    main += (
        "events {}\nhttp {\nclient_body_temp_path "
        + f"{folder}/body; proxy_temp_path {folder}/proxy;"
    )
    main += (
        f"fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n"
    )
    (folder / "nginx.conf").write_text(
        f"{'user root;' if Path('/root').exists() else ''}{main}{shipped}\n}}\n"
    )
    return [program, "-c", f"{folder}/nginx.conf", "-e", f"{folder}/error.log"]


def caddy(folder: Path, https: int, http: int, app: int) -> list[str]:
    program = shutil.which("caddy")
    if program is None:
        pytest.skip("no Caddy on this machine (Debian: apt install caddy)")
    shipped = (ROOT / "deploy" / "Caddyfile").read_text()
    site = f"https://127.0.0.1:{https} {{\n\ttls {folder}/safe.pem {folder}/safe.key"
    assert "safe.example {" in shipped and "127.0.0.1:8000" in shipped
    shipped = re.sub(r"(?m)^safe\.example \{", site, shipped).replace(
        "127.0.0.1:8000", f"127.0.0.1:{app}"
    )
    options = f"{{\n\tadmin off\n\thttp_port {http}\n\thttps_port {https}\n\tauto_https disable_redirects\n}}\n"
    (folder / "Caddyfile").write_text(options + shipped)
    return [program, "run", "--config", f"{folder}/Caddyfile", "--adapter", "caddyfile"]


@dataclass
class Site:
    address: str
    http: str
    settings: Settings
    app: subprocess.Popen
    name: str

    def get(self, path: str, **headers: str) -> requests.Response:
        return requests.get(
            self.address + path, headers=headers, verify=False, timeout=10, allow_redirects=False
        )


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp(request.param)
    folder.chmod(0o755)
    app, https, http = free_port(), free_port(), free_port()
    write_certificate(folder / "safe.pem", folder / "safe.key")
    command = {"nginx": nginx, "caddy": caddy}[request.param](folder, https, http, app)
    settings = Settings(
        database=f"sqlite:///{folder}/r.db",
        site=f"https://127.0.0.1:{https}",
        proxies=1,
        operator_token="TOKEN",
    )
    database = Database(settings.database)
    database.prepare()
    with database.writing() as session:
        keep_snapshot(session, TOWN)
    database.close()
    environment = {
        "SAFESPACES_DATABASE": settings.database,
        "SAFESPACES_SITE": settings.site,
        "SAFESPACES_PROXIES": "1",
        "SAFESPACES_OPERATOR_TOKEN": "TOKEN",
        "SAFESPACES_FORM_LIMIT": "30 per hour",
        "PATH": "",
    }
    serve = [sys.executable, *server_arguments("127.0.0.1", app, 1)]
    with ExitStack() as stack:
        served = stack.enter_context(running(serve, app, env=environment, cwd=ROOT))
        more = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "PATH": "/usr/bin:/usr/sbin"}
        stack.enter_context(running(command, https, env=more))
        yield Site(settings.site, f"http://127.0.0.1:{http}", settings, served, request.param)


def _usual_log() -> list[str]:
    """What nginx writes where it is told nothing of logs."""
    log = Path("/var/log/nginx/access.log")
    return log.read_text().splitlines() if log.exists() else []


pytestmark = pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning")


def test_a_visitor_is_seen_as_who_they_are_and_addresses_are_the_sites_own(site: Site) -> None:
    told = site.get("/readyz", **LIES, **TOKEN).json()
    assert told["seen"] == {"network": "127.0.0.1", "scheme": "https"}
    page = site.get("/places/central-library", **LIES)
    assert page.status_code == 200 and "other.example" not in page.text
    assert f"{site.address}/places/central-library" in page.text
    found = site.get("/api/v1/nearest?lat=52.4&lon=-1.5&limit=1", **LIES).json()
    assert found["results"][0]["url"].startswith(f"{site.address}/places/")
    assert site.get("/a/places", **LIES).status_code == 404
    policy = page.headers["Strict-Transport-Security"]
    assert (
        "includeSubDomains" in policy and int(re.findall(r"max-age=(\d+)", policy)[0]) >= 31_536_000
    )


def test_another_address_for_each_request_passes_no_limit(site: Site) -> None:
    codes = [
        requests.post(
            f"{site.address}/check",
            data={"code": "abcd"},
            headers={"X-Forwarded-For": f"203.0.113.{number}"},
            verify=False,
            timeout=10,
            allow_redirects=False,
        ).status_code
        for number in range(40)
    ]
    assert codes.count(303) == 30 and codes.count(429) == 10


def test_a_large_file_reaches_the_service_and_a_larger_one_does_not(site: Site) -> None:
    def send(megabytes: int) -> requests.Response:
        return requests.post(
            f"{site.address}/officer/import",
            files={"file": ("venues.csv", b"x" * megabytes * 1_000_000)},
            verify=False,
            timeout=60,
            allow_redirects=False,
        )

    sent = send(15)
    assert sent.status_code == 303 and "frame-ancestors" in sent.headers["Content-Security-Policy"]
    try:
        refused = send(30).status_code
    except requests.ConnectionError:
        refused = 0
    # Caddy hangs up, or says 502 where it had begun to pass the file on
    assert refused == 413 or (site.name == "caddy" and refused in (0, 502))


def test_the_doctor_finds_the_shipped_proxy_in_order_and_one_without_its_lines_not(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = requests.get
    monkeypatch.setattr(requests, "get", lambda url, **how: real(url, verify=False, **how))
    assert [each.level for each in ask_itself(site.settings)] == [Level.OK]
    app = re.findall(r"127\.0\.0\.1:(\d+)", str(site.app.args))[0]
    by_itself = Settings(site=f"http://127.0.0.1:{app}", operator_token="TOKEN", proxies=1)
    told = " ".join(each.finding for each in ask_itself(by_itself))
    assert "can choose the address" in told
    nobody = Settings(site=f"http://127.0.0.1:{free_port()}", operator_token="TOKEN")
    assert [each.level for each in ask_itself(nobody)] == [Level.FAIL]
    assert list(ask_itself(Settings())) == []


def test_pages_are_asked_for_by_https(site: Site) -> None:
    if site.name == "caddy":
        return  # its own redirect is switched off here: it would want port 443
    sent = requests.get(f"{site.http}/places?open=1", timeout=10, allow_redirects=False)
    assert sent.status_code == 301
    assert sent.headers["Location"] == f"{site.address}/places?open=1"


def test_the_lists_go_on_while_the_service_does_not_answer(site: Site) -> None:
    """Last: it ends the service."""
    before = site.get("/directory.json")
    assert before.status_code == 200
    site.app.terminate()
    site.app.wait(20)
    for path in ("/?q=SECRET", "/sign-in/SECRET"):
        site.get(path)
        if site.name == "nginx":
            requests.get(f"{site.http}{path}", timeout=10, allow_redirects=False)
    folder = Path(site.settings.database.removeprefix("sqlite:///")).parent
    kept = [file for file in folder.rglob("*") if file.is_file() and b"SECRET" in file.read_bytes()]
    assert kept == [] and not any("SECRET" in line for line in _usual_log())
    if site.name == "nginx":
        after = site.get("/directory.json")
        assert after.status_code == 200 and after.json() == before.json()
    assert site.get("/").status_code in ((503,) if site.name == "nginx" else (502, 504))


def test_beyond_what_can_be_served_nginx_says_so_at_once_and_files_go_on(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    https, http, app = free_port(), free_port(), free_port()
    write_certificate(tmp_path / "safe.pem", tmp_path / "safe.key")
    command = nginx(tmp_path, https, http, app)
    busy = threading.Event()

    class Slow(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if "directory" not in self.path:
                busy.wait(20)
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", app), Slow)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = f"https://127.0.0.1:{https}"
    told: list[requests.Response] = []

    def ask() -> None:
        told.append(requests.get(f"{site}/places", verify=False, timeout=30))

    crowd = [threading.Thread(target=ask) for _ in range(60)]
    more = {"PATH": "/usr/bin:/usr/sbin", "HOME": str(tmp_path)}
    try:
        with running(command, https, env=more):
            assert requests.get(f"{site}/directory.json", verify=False, timeout=10).text == "ok"
            for each in crowd:
                each.start()
            deadline = time.monotonic() + 15
            while len(told) < 12 and time.monotonic() < deadline:
                time.sleep(0.05)
            assert {each.status_code for each in told} == {503} and len(told) == 12
            refused = told[0]
            assert refused.headers["Retry-After"] == "5" and "Call 999" in refused.text
            assert "Childline" in refused.text and "nginx" not in refused.text
            assert requests.get(f"{site}/directory.json", verify=False, timeout=10).text == "ok"
            busy.set()
            for each in crowd:
                each.join(30)
            assert [each.status_code for each in told].count(200) == 48
            assert requests.get(f"{site}/places", verify=False, timeout=10).status_code == 200
    finally:
        busy.set()
        server.shutdown()
        server.server_close()
