"""For machines that watch over this one: is it alive, and can it answer?"""

import secrets

from flask import Blueprint, Response, jsonify, request

from safespaces.web.dependencies import Dependencies, dependencies
from safespaces.web.headers import NO_STORE
from safespaces.web.visitor import network

health = Blueprint("health", __name__)

_OLD_AFTER_S = 60.0  # a look at the database that long ago


@health.get("/healthz")
def alive() -> Response:
    """200 while the process answers."""
    return _json_response({"alive": True}, 200)


@health.get("/readyz")
def ready() -> Response:
    """200 while there is a list to show, whatever the database does; 503 without one. What is wrong
    is told to whoever has the operator's token (Authorization: Bearer). Nothing is asked of the
    database: a balancer that asks often holds up nobody.
    """
    deps = dependencies()
    published = deps.snapshots.current()
    told: dict[str, object] = {"ready": published is not None}
    if published:
        told |= {
            "snapshot": published.snapshot.number,
            "venues": len(published.snapshot.venues),
        }
    if is_operator(deps):
        told["wrong"] = _wrong(deps)
        told["seen"] = {"network": network(), "scheme": request.scheme}
    return _json_response(told, 200 if published else 503)


def is_operator(deps: Dependencies) -> bool:
    """Whether the request has the operator's token."""
    token = deps.settings.operator_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and secrets.compare_digest(given.encode(), token.encode())


def _wrong(deps: Dependencies) -> list[str]:
    state, found = deps.snapshots.state(), []
    if state.seconds is None or state.seconds > max(
        _OLD_AFTER_S, 3 * deps.settings.refresh_seconds
    ):
        found.append("The database does not answer. Run: safespaces doctor")
    if state.trouble:
        found.append(f"The snapshot was not refreshed ({state.trouble}). Run: safespaces doctor")
    if state.is_copy:
        found.append("The list is the copy on disk.")
    if deps.snapshots.current() is None:
        found.append("There is no snapshot yet. Run: safespaces publish")
    return found + deps.job_health.troubles(deps.clock())


def _json_response(content: dict[str, object], status: int) -> Response:
    answer = jsonify(content)
    answer.status_code = status
    answer.headers["Cache-Control"] = NO_STORE
    return answer
