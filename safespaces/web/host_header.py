"""Requests whose Host is no host name, answered before Flask: it cannot make an address for them,
not even those of its error page.
"""

from collections.abc import Callable, Iterable
from typing import Any

from safespaces.web.mounted import WsgiApp

_SAID = b"The Host of this request is not a host name.\n"


class NamedHost:
    """A WSGI app that refuses a Host that IDNA cannot encode: 400 (RFC 9112, section 3.2)."""

    def __init__(self, app: WsgiApp) -> None:
        self._app = app

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        if _is_name(environ.get("HTTP_HOST", "")):
            return self._app(environ, start_response)
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
        start_response("400 Bad Request", [*headers, ("Content-Length", str(len(_SAID)))])
        return [_SAID]


def _is_name(host: str) -> bool:
    try:
        host.partition(":")[0].encode("idna")
    except UnicodeError:
        return False
    return True
