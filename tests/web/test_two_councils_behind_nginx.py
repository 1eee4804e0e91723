"""Two councils behind one nginx, by the shipped file: each site hands out its own lists and files, kept ones too."""

import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import requests

from tests.certificate import write_certificate
from tests.web.test_proxies import free_port, nginx, running

pytestmark = pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning")
PATHS = ("/directory.json", "/directory/0a.json", "/gazetteer.json", "/static/x.css", "/")


@contextmanager
def a_council(name: str) -> Iterator[tuple[ThreadingHTTPServer, int]]:
    """A service that answers everything with its name."""

    class Says(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(name)))
            self.end_headers()
            self.wfile.write(name.encode())

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    port = free_port()
    server = ThreadingHTTPServer(("127.0.0.1", port), Says)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server, port
    finally:
        server.shutdown()
        server.server_close()


def both_in_one(folder: Path, https: int, http: int, apps: tuple[int, int]) -> list[str]:
    """The shipped file twice, the second as docs/operating.md says, with the names that the visitor asks for."""
    command = nginx(folder, https, http, apps[0])
    main = (folder / "nginx.conf").read_text()
    at = main.index("# Safe Spaces behind nginx")
    head, shipped = main[:at], main[at:].rstrip().removesuffix("}")
    other = re.sub(r"(?m)^proxy_cache_path .*\n", "", shipped)
    other = other.replace("upstream safespaces", "upstream warwick").replace(
        "zone safespaces_upstream", "zone warwick_upstream"
    )
    other = other.replace("proxy_pass http://safespaces", "proxy_pass http://warwick").replace(
        f"127.0.0.1:{apps[0]}", f"127.0.0.1:{apps[1]}"
    )
    first, second = (
        text.replace("server_name 127.0.0.1", f"server_name {name}")
        for text, name in ((shipped, "coventry.example"), (other, "warwick.example"))
    )
    (folder / "nginx.conf").write_text(f"{head}{first}\n{second}\n}}\n")
    return command


def test_each_site_hands_out_its_own_lists_while_its_service_answers_and_after(
    tmp_path: Path,
) -> None:
    tmp_path.chmod(0o755)
    https, http = free_port(), free_port()
    write_certificate(tmp_path / "safe.pem", tmp_path / "safe.key")
    with ExitStack() as stack:
        coventry, one = stack.enter_context(a_council("coventry"))
        _warwick, two = stack.enter_context(a_council("warwick"))
        command = both_in_one(tmp_path, https, http, (one, two))
        more = {"PATH": "/usr/bin:/usr/sbin", "HOME": str(tmp_path)}
        stack.enter_context(running(command, https, env=more))

        def told(name: str, path: str) -> str:
            address = f"https://127.0.0.1:{https}{path}"
            return requests.get(
                address, headers={"Host": f"{name}.example"}, verify=False, timeout=10
            ).text

        for path in PATHS:
            for name in ("coventry", "warwick", "coventry"):
                assert told(name, path) == name, path
        coventry.shutdown()
        coventry.server_close()
        for path in PATHS[:-1]:
            assert told("warwick", path) == "warwick"
            assert told("coventry", path) == "coventry", path
