"""Does a visitor reach the service as it thinks? `doctor` asks by the site's own address, as a
visitor would who lies about who they are.
"""

from collections.abc import Iterator, Mapping

import requests

from safespaces.actions.operations.finding import Finding, Level
from safespaces.settings import Settings

_LIE = "203.0.113.77"  # an address for documentation (RFC 5737)
_TIMEOUT_S = 10
_REMEDY = "See deploy/nginx.conf for a proxy that is set up as this service needs it."


def ask_itself(settings: Settings) -> Iterator[Finding]:
    """What comes back through the proxy; nothing where no site and operator's token are set."""
    if not settings.site or not settings.operator_token:
        return
    lies = {"X-Forwarded-For": _LIE}
    token = {"Authorization": f"Bearer {settings.operator_token}"}
    try:
        answer = requests.get(
            f"{settings.address}/readyz",
            headers={**lies, **token},
            timeout=_TIMEOUT_S,
            allow_redirects=False,
        )
        seen = answer.json()["seen"]
    except (requests.RequestException, ValueError, KeyError, TypeError) as error:
        words = f"{settings.address}/readyz does not answer as it should ({type(error).__name__})"
        yield Finding(Level.FAIL, "through the proxy", words, _REMEDY)
        return
    wrong = list(_wrong(settings, seen, answer.headers))
    for words in wrong:
        yield Finding(Level.FAIL, "through the proxy", words, _REMEDY)
    if not wrong:
        yield Finding(Level.OK, "through the proxy", "visitors are seen as who they are")


def _wrong(settings: Settings, seen: dict[str, str], headers: Mapping[str, str]) -> Iterator[str]:
    if seen["network"] == _LIE:
        yield "a visitor can choose the address that is counted, and so pass every limit"
    if seen["scheme"] != settings.address.partition(":")[0]:
        yield f"pages are asked for by {seen['scheme']}: the proxy has to say X-Forwarded-Proto"
    if settings.address.startswith("https:") and "Strict-Transport-Security" not in headers:
        yield "the proxy takes Strict-Transport-Security away"
