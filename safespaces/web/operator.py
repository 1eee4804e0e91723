"""Whether the operator asks: whoever has the token of the settings."""

import secrets

from flask import request

from safespaces.web.dependencies import Dependencies


def is_operator(deps: Dependencies) -> bool:
    """Whether the request has the operator's token (Authorization: Bearer)."""
    token = deps.settings.operator_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and secrets.compare_digest(given.encode(), token.encode())
