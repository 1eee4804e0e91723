"""The group's pages take turns: whatever is asked of them, threads are left to answer a young person."""

from collections.abc import Iterable
from threading import BoundedSemaphore

from flask import Blueprint, Flask, g, request

from safespaces.errors import Busy

AT_ONCE = 2  # of the four threads that a worker has
_LONGEST_WAIT_S = 0.5

_turns = BoundedSemaphore(AT_ONCE)


def add_turns(app: Flask, pages: Iterable[Blueprint]) -> None:
    """Let at most two requests of these pages be worked on at once in this process; others are told to come again."""
    names = frozenset(each.name for each in pages)

    @app.before_request
    def wait() -> None:
        if request.blueprint in names:
            if not _turns.acquire(timeout=_LONGEST_WAIT_S):
                raise Busy("Several people are working with these pages right now. Try again in a few seconds.")
            g.has_turn = True

    @app.teardown_request
    def leave(_error: BaseException | None) -> None:
        if g.pop("has_turn", False):
            _turns.release()
