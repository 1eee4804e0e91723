"""Where it is counted how often a network has asked: in each process, or in one Redis for all of
them.
"""

import logging
import time
from collections.abc import Callable
from hashlib import blake2b, sha256
from typing import Any

from limits import RateLimitItem
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

_ANSWER_S = 0.25  # a Redis on the same network answers within a millisecond
_AGAIN_AFTER_S = 5.0

_log = logging.getLogger("safespaces.web")


class LimitCounts:
    """Counts in Redis at `address`, or in memory where that is "" or does not answer: nobody is
    turned away, and nobody waits, because Redis is gone.
    """

    def __init__(
        self,
        address: str = "",
        secret: str = "",
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._here = FixedWindowRateLimiter(MemoryStorage())
        self._seconds, self._again_at = seconds, float("-inf")
        self._shared = _in_redis(address) if address else None
        self._key = sha256(f"{secret} {address}".encode()).digest()

    def is_allowed(self, rate: RateLimitItem, what: str, network: str) -> bool:
        """Count one more; False where there were too many of `what` from this network."""
        if self._shared is None or self._seconds() < self._again_at:
            return self._here.hit(rate, what, network)
        try:
            return self._shared.hit(rate, what, self._disguised(network))
        except Exception as error:  # the driver throws several kinds
            self._again_at = self._seconds() + _AGAIN_AFTER_S
            _log.error("Redis does not answer", extra={"problem": type(error).__name__})
            return self._here.hit(rate, what, network)

    def trouble(self) -> str:
        """What is wrong, in a sentence for the operator; "" for nothing."""
        if self._seconds() < self._again_at:
            return "Redis does not answer: each process counts limits for itself."
        return ""

    def _disguised(self, network: str) -> str:
        """A network's name there: whoever reads Redis, or a copy of it, learns no address. The key
        is what all machines share: SAFESPACES_SECRET_KEY, and the address of Redis with its
        password.
        """
        return blake2b(network.encode(), key=self._key, digest_size=12).hexdigest()


def _in_redis(address: str) -> FixedWindowRateLimiter:
    # one that fails is not asked again at once, as the client would do by itself
    options: dict[str, Any] = {"retry": None}
    storage = storage_from_string(
        address, socket_timeout=_ANSWER_S, socket_connect_timeout=_ANSWER_S, **options
    )
    return FixedWindowRateLimiter(storage)
