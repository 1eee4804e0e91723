"""For machines that watch over this one: is it alive, and can it answer?"""

from flask import Blueprint, Response, jsonify, request

from safespaces.web.dependencies import dependencies
from safespaces.web.headers import NO_STORE
from safespaces.web.operator import is_operator
from safespaces.web.visitor import network

health = Blueprint("health", __name__)


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
        told["wrong"] = deps.troubles()
        told["seen"] = {"network": network(), "scheme": request.scheme}
    return _json_response(told, 200 if published else 503)


def _json_response(content: dict[str, object], status: int) -> Response:
    answer = jsonify(content)
    answer.status_code = status
    answer.headers["Cache-Control"] = NO_STORE
    return answer
