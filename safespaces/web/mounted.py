"""The service under a path of its own, such as https://council.example/safe-spaces: the path of
SAFESPACES_SITE.
"""

from collections.abc import Callable, Iterable
from typing import Any

from flask import request

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Mounted:
    """A WSGI app whose addresses all begin with `root`, whether the proxy in front leaves that path
    on a request or takes it off.
    """

    def __init__(self, app: WsgiApp, root: str) -> None:
        self._app, self._root = app, root

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == self._root or path.startswith(f"{self._root}/"):
            path = path[len(self._root) :] or "/"
        return self._app({**environ, "PATH_INFO": path, "SCRIPT_NAME": self._root}, start_response)


def rooted(path: str) -> str:
    """A path of ours that was kept without the one the service is mounted under, as a browser needs
    it; "" stays "".
    """
    return f"{request.script_root}{path}" if path else ""
