"""No other site posts here in a visitor's name (OWASP ASVS 5.0, 3.5.1): signing somebody in as
another, confirming, closing. What browsers say of where a form came from decides; it needs no
cookie, so it holds before anybody signs in.
"""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, request

from safespaces.errors import NotAllowed
from safespaces.language import gettext as _
from safespaces.web.dependencies import dependencies

View = TypeVar("View", bound=Callable[..., Any])

_MARK = "from_anywhere"
_OURS = ("same-origin", "none")


def from_anywhere(view: View) -> View:
    """Mark a view that may be posted to from any site, because it changes nothing."""
    setattr(view, _MARK, True)
    return view


def refuse_cross_site(app: Flask) -> None:
    """Guard every view that is posted to and is not marked."""

    @app.before_request
    def guard() -> None:
        if request.method in ("GET", "HEAD", "OPTIONS") or not request.endpoint:
            return
        if not hasattr(app.view_functions[request.endpoint], _MARK) and not _is_ours():
            raise NotAllowed(
                _("This was sent from another site, so nothing was done. Open our page and try.")
            )


def _is_ours() -> bool:
    """By Sec-Fetch-Site (W3C Fetch Metadata), by Origin in browsers before 2023; programs send
    neither.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in _OURS
    origin = request.headers.get("Origin")
    return origin is None or origin in (_origin(request.host_url), _origin(_address()))


def _address() -> str:
    return dependencies().settings.address


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
