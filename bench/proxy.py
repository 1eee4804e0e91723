"""The phones' file from the nginx of deploy/, which keeps it, beside a plain file of the same bytes
from the same nginx, turn and turn about. Needs wrk and nginx (Debian: apt install wrk nginx-light).
"""

import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import requests

from bench.http import _fill, serving
from bench.report import Row
from tests.certificate import write_certificate
from tests.web.test_proxies import free_port, nginx, running

ROUNDS, SECONDS, CONNECTIONS = 9, 1, 16
LEAST = 0.9


def rows() -> Iterator[Row]:
    """One row."""
    what = "the phones' file from nginx, which keeps it, and a plain file of the same bytes"
    if not (shutil.which("wrk") and shutil.which("nginx", path="/usr/sbin:/usr/bin")):
        missing = "not measured: wrk or nginx is missing"
        yield Row(what, missing, f"at least {LEAST:.0%} of the plain file", False)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        _fill(name)
        with serving(name, "bench.http:bench_app()") as (address, _):
            https, http = free_port(), free_port()
            write_certificate(folder / "safe.pem", folder / "safe.key")
            command = nginx(folder, https, http, int(address.rpartition(":")[2]))
            kept = folder / "nginx.conf"
            plain = f"location = /plain.json {{ root {folder}; }}\n    location / {{"
            kept.write_text(kept.read_text().replace("location / {", plain, 1))
            with running(command, https, env={"PATH": "/usr/bin:/usr/sbin", "HOME": name}):
                site = f"https://127.0.0.1:{https}"
                file = requests.get(f"{site}/directory.json", verify=False, timeout=20).content
                (folder / "plain.json").write_bytes(file)
                pairs = [
                    (_rate(f"{site}/directory.json"), _rate(f"{site}/plain.json"))
                    for _ in range(ROUNDS + 1)
                ][1:]
    kept_rate, plain_rate = (statistics.median(each) for each in zip(*pairs, strict=True))
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    yield Row(
        what,
        f"{ratio:.0%} ({kept_rate:,.0f} and {plain_rate:,.0f} a second, {len(file) / 1000:.0f} KB)",
        f"at least {LEAST:.0%} of the plain file",
        ratio >= LEAST,
    )


def _rate(address: str) -> float:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", address]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in printed:
        raise RuntimeError(printed)
    line = next(each for each in printed.splitlines() if "Requests/sec" in each)
    return float(line.split()[-1])
